from __future__ import annotations

from biascheck.render.html.article import paragraphs
from tests import reports


def test_passages_keep_their_paragraphs_and_roles():
    report = reports.harbour_bridge()
    views = list(paragraphs(report))
    passages = [it for paragraph in views for it in paragraph.passages]
    assert [it.role for it in passages] == [it.role for it in report.passages]
    sentences = [s.index for it in passages for s in it.sentences]
    assert sentences == [s.index for s in report.sentences]
    assert passages[0].note == "reporting, probability 0.88"


def test_only_the_headline_is_one():
    views = list(paragraphs(reports.harbour_bridge()))
    assert [it.headline for it in views].index(True) == 0
    assert sum(it.headline for it in views) == 1


def test_without_roles_the_text_is_there_unmarked():
    [paragraph] = paragraphs(reports.bare(passages=()))
    [passage] = paragraph.passages
    assert passage.role == "none"
    assert passage.mark is None
    assert passage.sentences[0].pieces[0].text == "It rained."


def test_nothing_comes_of_no_sentence():
    assert list(paragraphs(reports.bare(sentences=(), labels=(), passages=()))) == []
