from __future__ import annotations

import pytest

from biascheck.lint.severity import Severity
from tests.lint.desk import lint, told

FRONT = "---\ntitle: A shameful plan\nsummary: the mayor squandered it\n---\n"


def test_a_finding_is_whole():
    linted = lint("It rained.\n\nA shameful act.\n")
    (finding,) = linted.findings
    assert (finding.code, finding.rule, finding.severity) == ("BC101", "opinion", Severity.ERROR)
    assert (finding.place.line, finding.place.column, finding.place.end_column) == (3, 1, 16)
    assert finding.span == (12, 27)
    assert (linted.path, linted.profile) == ("news/ferry.md", "news")
    assert linted.provenance.name == "standard"


def test_findings_stand_in_the_order_of_the_text():
    text = "The mayor squandered it.\n\nA shameful act by a man who squandered it.\n"
    assert told(lint(text)) == [
        (1, "BC102", "warning"),
        (3, "BC101", "error"),
        (3, "BC102", "warning"),
    ]


def test_front_matter_is_no_text_of_the_article():
    assert lint(f"{FRONT}The council met.\n").findings == ()


@pytest.mark.parametrize("text", ["It rained.", "A slightly odd act.\n", '"A shameful act."\n'])
def test_nothing_to_say(text):
    assert lint(text).findings == ()
