from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from biascheck.training.example import crop, cut_document, document_from_sentences, shift_spans
from biascheck.types import Span

WORDS = st.text(alphabet="abc ", min_size=1, max_size=12)
TEXTS = st.lists(st.tuples(WORDS, st.integers(0, 2)), min_size=1, max_size=12)


def _document(rows):
    paragraphs = sorted(number for _, number in rows)
    return document_from_sentences([text for text, _ in rows], paragraphs)


@given(TEXTS)
def test_given_sentences_are_kept_as_they_are(rows):
    document = _document(rows)
    text = document.article.text
    assert [text[s.start : s.end] for s in document.sentences] == [words for words, _ in rows]
    for one, other in zip(document.sentences, document.sentences[1:], strict=False):
        joint = " " if one.paragraph == other.paragraph else "\n\n"
        assert text[one.end : other.start] == joint


@given(TEXTS, st.integers(1, 60), st.integers(0, 100))
def test_a_crop_is_whole_sentences_within_the_limit(rows, limit, seed):
    document = _document(rows)
    first, last = crop(document.sentences, limit, np.random.default_rng(seed))
    assert 0 <= first < last <= len(document.sentences)
    part, base = cut_document(document, first, last)
    assert len(part.sentences) == 1 or len(part.article.text) <= limit
    for old, new in zip(document.sentences[first:last], part.sentences, strict=True):
        assert (new.start + base, new.end + base) == old.span
        assert part.article.text[slice(*new.span)] == document.article.text[slice(*old.span)]


def test_spans_move_and_are_cut():
    spans = [(Span(0, 4), 1.0), (Span(8, 14), 0.5), (Span(18, 30), 1.0), (Span(40, 44), 1.0)]
    assert shift_spans(spans, 10, 12) == [(Span(0, 4), 0.5), (Span(8, 12), 1.0)]
