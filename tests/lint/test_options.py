from __future__ import annotations

import pytest

from biascheck.errors import ConfigError
from biascheck.lint.options import parse_options
from tests.lint.desk import lint, told

TEXT = "A shameful act.\n\nThe mayor squandered a poor bit.\n\nA slightly odd act.\n"


def test_the_news_desk_by_default():
    assert told(lint(TEXT)) == [(1, "BC101", "error"), (3, "BC102", "warning")]


def test_profiles():
    assert told(lint(TEXT, profile="analysis"))[0] == (1, "BC101", "info")
    assert lint(TEXT, profile="opinion").findings == ()


def test_the_analysis_desk_asks_for_more_certainty():
    assert told(lint(TEXT, profile="analysis", thresholds=["opinion=0.5"]))[-1][1] == "BC101"
    assert parse_options().profile_of("x", "analysis").settings["opinion"].threshold == 0.9


@pytest.mark.parametrize(
    ("path", "profile"),
    [
        ("opinion/ferry.md", "opinion"),
        ("content/opinion/ferry.md", "opinion"),
        ("content/news/ferry.md", "news"),
        ("opinions/ferry.md", "news"),
    ],
)
def test_desks_by_path_the_first_that_fits(path, profile):
    desks = ["opinion/*=opinion", "content/*=news", "opinion/*=analysis"]
    assert lint(TEXT, path, desks=desks).profile == profile


def test_select_ignore_severity_threshold():
    assert [code for _, code, _ in told(lint(TEXT, select=["loaded,headline"]))] == ["BC102"]
    assert [code for _, code, _ in told(lint(TEXT, ignore=["BC101", "BC105"]))] == ["BC102"]
    assert told(lint(TEXT, severities=["BC102=error", "opinion=none"])) == [(3, "BC102", "error")]
    assert len(lint(TEXT, thresholds=["loaded=0.3", "opinion=0.6"]).findings) == 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"profile": "nwes"}, "Did you mean 'news'"),
        ({"desks": ["opinion/*"]}, "is no pair"),
        ({"desks": ["opinion/*=sports"]}, "unknown profile 'sports'"),
        ({"select": ["laoded"]}, "Did you mean 'loaded'"),
        ({"severities": ["loaded=eror"]}, "Did you mean 'error'"),
        ({"thresholds": ["loaded=2"]}, "no number from 0 to 1"),
        ({"thresholds": ["loaded=nan"]}, "no number from 0 to 1"),
        ({"thresholds": ["loaded=much"]}, "no number from 0 to 1"),
        ({"thresholds": ["unattributed=0.5"]}, "takes no threshold"),
        ({"thresholds": ["=0.5"]}, "is no pair"),
    ],
)
def test_what_cannot_be_meant_is_an_error(options, message):
    with pytest.raises(ConfigError, match=message):
        parse_options(**options)
