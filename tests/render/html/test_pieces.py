from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from biascheck.render.harmless import inline
from biascheck.render.html.pieces import Cutter
from biascheck.types import LoadedWord, Quote, Sentence, Span
from tests import reports

TEXT = 'A shabby trick, Irena Voss said: "It is a shabby little trick."'


def _pieces(report):
    return list(Cutter(report).pieces(report.sentences[0]))


def _span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_sentence_without_marks_is_one_piece():
    [piece] = _pieces(reports.bare("It rained."))
    assert piece.text == "It rained."
    assert not piece.kind
    assert piece.quoted is piece.naming is None


def test_quotation_and_name_are_joined_by_one_number():
    quote = Quote(_span('"It is'), "Irena Voss", _span("Irena Voss"), "say", True, 0)
    quote = replace(quote, span=Span(quote.span.start, len(TEXT)))
    pieces = _pieces(reports.bare(TEXT, quotes=(quote,)))
    assert [it.text for it in pieces if it.naming == 1] == ["Irena Voss"]
    assert [it.text for it in pieces if it.quoted == 1] == ['"It is a shabby little trick."']
    joints = {it.text: [(j.number, j.name, j.how) for j in it.joints] for it in pieces if it.joints}
    assert joints == {
        "Irena Voss": [(1, "Irena Voss", "direct, say")],
        '"It is a shabby little trick."': [(1, "Irena Voss", "direct, say")],
    }


def test_nobody_named_has_the_number_0():
    quote = Quote(Span(0, len(TEXT)), None, None, None, False, 0)
    [piece] = _pieces(reports.bare(TEXT, quotes=(quote,)))
    assert piece.quoted == 0
    assert [(j.number, j.name) for j in piece.joints] == [(0, "not named")]


def test_overlapping_marks_are_cut_at_every_edge():
    word = LoadedWord(Span(2, 12), "", 0.8, 0)
    quote = Quote(Span(0, 8), "Voss", None, None, False, 0)
    pieces = _pieces(reports.bare(TEXT, loaded=(word,), quotes=(quote,)))
    marked = [(it.text, it.kind, it.quoted) for it in pieces]
    assert marked[:3] == [("A ", "", 1), ("shabby", "loaded", 1), (" tri", "loaded", None)]
    assert pieces[1].reasons == ("Loaded wording in the author's voice, probability 0.80.",)


def test_words_of_evidence_say_why():
    report = reports.harbour_bridge()
    cutter = Cutter(report)
    found = [it for s in report.sentences for it in cutter.pieces(s) if it.kind == "evidence"]
    assert {it.text for it in found} == {"precious", "deserve"}
    assert "fall by 0.31" in next(it for it in found if it.text == "deserve").reasons[0]


def test_quotation_over_two_sentences_ends_once():
    text = 'He said: "It rained. It poured."'
    sentences = (Sentence(0, Span(0, 20), 0), Sentence(1, Span(21, len(text)), 0))
    label = reports.bare().labels[0]
    quote = Quote(Span(9, len(text)), "He", None, "say", True, 0)
    report = reports.bare(text, sentences=sentences, labels=(label, label), quotes=(quote,))
    cutter = Cutter(report)
    per_sentence = [[len(it.joints) for it in cutter.pieces(s)] for s in sentences]
    assert per_sentence == [[0, 0], [1]]


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda pair: Span(*sorted(pair))
)


@given(st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=3))
def test_pieces_are_the_sentence_whatever_is_marked(words, quotes):
    report = reports.bare(
        TEXT,
        loaded=tuple(LoadedWord(span, "", 0.5, 0) for span in words if span.start < span.end),
        quotes=tuple(Quote(span, "V", span, None, True, 0) for span in quotes if span[0] < span[1]),
    )
    assert "".join(it.text for it in _pieces(report)) == inline(TEXT)


def test_a_sentence_of_thousands_of_quotations_takes_time_in_proportion():
    text = '"a ' * 3000
    quotes = tuple(Quote(Span(3 * i, 3 * i + 2), None, None, None, True, 0) for i in range(3000))
    start = time.process_time()
    pieces = _pieces(reports.bare(text, quotes=quotes))
    # Looking at every quotation for every piece took more than half a minute.
    assert time.process_time() - start < 5
    assert sum(it.quoted == 0 for it in pieces) == 3000
