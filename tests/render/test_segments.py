from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from biascheck.render.harmless import inline
from biascheck.render.segments import paragraphs, segments
from biascheck.types import LoadedWord, Span
from tests import reports


@st.composite
def _marked(draw):
    text = draw(st.text("abc ", min_size=1, max_size=40))
    edge = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edge, edge).map(lambda pair: Span(*sorted(pair)))))
    words = tuple(LoadedWord(span, text, 0.9, 0) for span in spans if span.end > span.start)
    return reports.bare(text, loaded=words)


@given(_marked())
def test_segments_are_the_text_and_mark_what_is_loaded(report):
    text = report.article.text.replace(" ", "_")
    report = reports.bare(text, loaded=report.loaded)
    pieces = list(segments(report, Span(0, len(text))))
    assert "".join(piece for piece, _ in pieces) == inline(text)
    loaded = {at for word in report.loaded for at in range(*word.span)}
    marks = [mark for piece, mark in pieces for _ in piece]
    assert marks == [at in loaded for at in range(len(text))]


def test_a_word_over_the_edge_is_cut():
    report = reports.bare("abcdef", loaded=(LoadedWord(Span(1, 5), "bcde", 0.9, 0),))
    assert list(segments(report, Span(0, 3))) == [("a", False), ("bc", True), ("", False)]


def test_paragraphs_hold_all_passages_in_order():
    report = reports.harbour_bridge()
    groups = list(paragraphs(report))
    assert [it for group in groups for it in group] == list(report.passages)
    assert all(len({report.sentences[it.first].paragraph for it in g}) == 1 for g in groups)
