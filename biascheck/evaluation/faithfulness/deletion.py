"""Articles without some of their words or sentences, everything else in its place.

The sentences are not found anew: what is left of each stays a sentence of its paragraph,
so that the same decision is read off before and after.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from biascheck.types import Document, Sentence, Span, Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray


def delete_words(document: Document, words: Iterable[Span]) -> Document:
    """Return the document without these words, each with the blank before it."""
    text = document.article.text
    return _without(document, [Span(_blank_before(text, w.start), w.end) for w in words])


def delete_sentences(document: Document, indices: Collection[int]) -> Document:
    """Return the document without these sentences; the others are numbered anew."""
    spans = [s.span for s in document.sentences if s.index in indices]
    kept = [s for s in document.sentences if s.index not in indices]
    return _without(replace(document, sentences=tuple(kept)), spans)


def _blank_before(text: str, start: int) -> int:
    return start - 1 if start and text[start - 1] == " " else start


def _without(document: Document, spans: Iterable[Span]) -> Document:
    text = document.article.text
    kept = np.ones(len(text), dtype=np.bool_)
    for span in spans:
        kept[span.start : span.end] = False
    places = np.concatenate([[0], np.cumsum(kept)])
    title = document.article.title_span
    left = None if title is None else _moved(title, places)
    gone = left is not None and left.start == left.end
    article = replace(
        document.article,
        text="".join(text[i] for i in np.flatnonzero(kept)),
        title=None if gone else document.article.title,
        title_span=None if gone else left,
    )
    sentences = tuple(
        Sentence(index, _moved(sentence.span, places), sentence.paragraph)
        for index, sentence in enumerate(document.sentences)
    )
    targets = tuple(_target(target, places) for target in document.targets or ())
    return Document(article, sentences, targets)


def _moved(span: Span, places: NDArray[np.int64]) -> Span:
    return Span(int(places[span.start]), int(places[span.end]))


def _target(target: Target, places: NDArray[np.int64]) -> Target:
    """Return the target with the mentions that are left."""
    moved = (_moved(mention, places) for mention in target.mentions)
    return replace(target, mentions=tuple(m for m in moved if m.end > m.start))
