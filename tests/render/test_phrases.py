from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.render import phrases
from biascheck.types import Genre, Score, VoiceStance
from tests import reports


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, "0 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.996, ">99 %"), (1, "100 %")],
)
def test_percent_is_exact_at_its_ends(share, told):
    assert phrases.percent(share) == told


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_percent_never_calls_the_uncertain_certain(share):
    assert phrases.percent(share) not in {"0 %", "100 %"}


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (None, "–"),
        (Score("neutrality", None, reason="too short"), "–"),
        (Score("neutrality", 62.4), "62"),
        (Score("opinion_share", 0.16), "16 %"),
        (Score("quote_share", 0.4, unit="share"), "40 %"),
        (Score("stance_balance", 0.2, range=(-1, 1)), "+0.20"),
        (Score("loaded_per_1000", 7.4), "7.40"),
        (Score("loaded_per_1000", 41.26), "41"),
    ],
)
def test_score_value(score, told):
    assert phrases.score_value(score) == told


@pytest.mark.parametrize(
    ("stance", "told"),
    [
        (VoiceStance(None, 0), "– (no mention)"),
        (VoiceStance(None, 2), "– (2, uncertain)"),
        (VoiceStance(0.5, 3), "+ positive +0.50 (3)"),
        (VoiceStance(-0.5, 3), "- negative -0.50 (3)"),
        (VoiceStance(0.1, 1), "= neutral +0.10 (1)"),
    ],
)
def test_voice(stance, told):
    assert phrases.voice(stance) == told


def test_author_voice_keeps_the_label_of_the_model():
    stance = reports.harbour_bridge().stances[3]
    assert phrases.author_voice(stance) == "? uncertain +0.24 (1)"


def test_genre():
    report = reports.harbour_bridge()
    assert phrases.genre(report).startswith("mixed, news that carries opinion")
    news = replace(report, genre=Genre("news", {"news": 0.97, "opinion": 0.03}))
    assert phrases.genre(news) == "news  (news 97 %, opinion 3 %)"
    assert phrases.genre(replace(report, genre=None)).startswith("–")


def test_no_reference_is_said():
    assert phrases.percentile(Score("neutrality", 5)) == "no reference to compare with"


def test_plural():
    told = [phrases.plural(number, "passage") for number in (0, 1, 2000)]
    assert told == ["no passage", "1 passage", "2,000 passages"]


def test_an_opinion_passage_names_its_words_strongest_first():
    report = reports.harbour_bridge()
    told = [phrases.evidence(report, passage) for passage in report.passages]
    assert [text for text in told if text] == ["because: squandered, deserve, precious"]
    assert all(p.role == "opinion" for p, text in zip(report.passages, told, strict=True) if text)
