from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.lint.ignores import read_directives
from tests.lint.desk import lint, told

OPINION = "A shameful act.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- biascheck: ignore BC101 -->\n{OPINION}",
        f"<!-- biascheck: ignore BC101 -->\n\n\n{OPINION}",
        "A shameful act. <!-- biascheck: ignore BC101 -->\n",
        "<!--biascheck:ignore opinion--> A shameful act.\n",
        f"<!-- biascheck: ignore -->\n{OPINION}",
        f"<!-- biascheck: ignore BC102, bc101 -->\r\n{OPINION}",
        f"It rained.\n{OPINION}<!-- biascheck: ignore-file BC101 -->\n",
    ],
)
def test_ignored(text):
    linted = lint(text)
    assert (linted.findings, linted.ignored, linted.notices) == ((), 1, ())


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- biascheck: ignore BC102 -->\n{OPINION}",
        f"<!-- biascheck: ignore BC101 -->\nIt rained.\n{OPINION}",
        f"{OPINION}<!-- biascheck: ignore BC101 -->\n",
        f"<!-- a comment on biascheck -->\n{OPINION}",
    ],
)
def test_not_ignored(text):
    linted = lint(text)
    assert [it.code for it in linted.findings] == ["BC101"]
    assert linted.ignored == 0


def test_offsets_stay_and_a_comment_is_not_analysed():
    text = "<!-- biascheck: ignore loaded --> The shameful mayor squandered it.\n"
    (finding,) = lint(text).findings
    assert finding.span.start == text.index("The shameful")
    assert finding.place.column == finding.span.start + 1
    read = read_directives("<!-- biascheck: ignore shameful -->\nIt rained.\n")
    assert read.text.strip() == "It rained."
    assert lint("<!-- biascheck: shameful squandered -->\nIt rained.\n").findings == ()


def test_a_comment_above_the_headline_is_not_the_headline():
    text = "<!-- biascheck: ignore BC104 -->\nOpinion: close it\n\nA shameful act.\n\nIt is so.\n"
    assert lint(text).profile == "opinion"


@pytest.mark.parametrize("body", ["ignore BC999", "ignroe BC101", "profile column", ""])
def test_a_comment_that_means_nothing_is_told_with_its_line(body):
    linted = lint(f"It rained.\n<!-- biascheck: {body} -->\n{OPINION}")
    (notice,) = linted.notices
    assert notice.code == "directive-unknown"
    assert notice.message.startswith("line 2: <!-- biascheck:")
    assert told(linted) == [(3, "BC101", "error")]


@given(st.text(alphabet="ab \n<!->:", max_size=40), st.text(alphabet="ab\r\n ", max_size=20))
def test_blanking_keeps_length_and_line_ends(before, after):
    text = f"{before}<!-- biascheck: ignore -->{after}"
    blanked = read_directives(text).text
    assert len(blanked) == len(text)
    assert [c for c in blanked if c in "\r\n"] == [c for c in text if c in "\r\n"]
    assert "biascheck" not in blanked
