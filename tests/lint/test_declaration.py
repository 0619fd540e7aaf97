from __future__ import annotations

import pytest

from biascheck.lint.declaration import declared_profile
from tests.lint.desk import article, lint

BODY = "\n\nThe council met on Monday and voted.\n\nA shameful act.\n"


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        (f"---\ntitle: Close it\ngenre: Opinion\n---{BODY}", "opinion"),
        (f"---\ntitle: Close it\nsection: Editorial\n---{BODY}", "opinion"),
        (f"---\ntitle: Close it\nprofile: analysis\ngenre: opinion\n---{BODY}", "analysis"),
        (f"---\ntitle: Close it\nsection: harbour\ntype: explainer\n---{BODY}", "analysis"),
        (f"---\ntitle: Close it\ncategory: [opinion]\n---{BODY}", "opinion"),
        (f"---\ntitle: Close it\nsection: harbour\n---{BODY}", None),
        (f"Opinion: Close it{BODY}", "opinion"),
        (f"ANALYSIS | Why the pipe broke{BODY}", "analysis"),
        (f"Opinions differ on the pipe{BODY}", None),
        (f"Close it{BODY}", None),
    ],
)
def test_what_a_text_says_it_is(text, profile):
    assert declared_profile(article(text)) == profile


def test_a_comment_comes_first():
    assert declared_profile(article(f"Opinion: Close it{BODY}"), "news") == "news"


def test_a_declared_opinion_piece_is_not_scolded_for_opinions():
    assert lint(f"Opinion: Close it{BODY}").findings == ()
    assert lint(f"<!-- biascheck: profile opinion -->\nClose it{BODY}").findings == ()
    assert len(lint(f"Close it{BODY}").findings) == 1


def test_a_declaration_comes_before_desk_and_option():
    linted = lint(f"Opinion: Close it{BODY}", desks=["news/*=news"], profile="analysis")
    assert linted.profile == "opinion"
