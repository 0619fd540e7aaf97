from __future__ import annotations

from dataclasses import replace

from biascheck.lint.rules.opinion import find
from biascheck.types import Passage, Span
from tests import reports
from tests.lint.desk import Desk, article

TEXT = 'The council met.\nA shameful act.\nA slightly odd act.\n"A shameful act," she said.\n'


def _report():
    return Desk().analyze(article(TEXT))


def test_sure_sentences_in_the_authors_voice_only():
    report = _report()
    (found,) = find(report, 0.75)
    assert report.text_of(found.span) == "A shameful act."
    assert found.message == "opinion in the author's voice (certainty 0.90): shameful"
    assert found.evidence == ("shameful",)
    assert found.anchor == "A shameful act."


def test_a_lower_threshold_takes_the_unsure_ones_too():
    assert len(list(find(_report(), 0.5))) == 2


def test_neighbours_in_a_passage_are_one_finding_and_an_unsure_one_parts_them():
    text = "A shameful act.\nA shameful lie.\nA slightly odd act.\nA shameful end.\n"
    report = Desk().analyze(article(text))
    passage = Passage(0, Span(0, len(text) - 1), "opinion", 0.8, 0, 3)
    report = replace(report, passages=(passage,))
    found = [report.text_of(it.span) for it in find(report, 0.75)]
    assert found == ["A shameful act.\nA shameful lie.", "A shameful end."]


def test_the_whole_editorial_paragraph_of_a_report():
    report = reports.harbour_bridge()
    (found,) = find(report, 0.75)
    assert report.text_of(found.span).startswith("For years this council")
    assert found.evidence[0] == "squandered"
