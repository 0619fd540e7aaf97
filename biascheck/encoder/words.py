"""Words of a document as runs of tokens, so that what is said of tokens can be said of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biascheck.types import Span

if TYPE_CHECKING:
    from biascheck.encoder.tokens import Tokens

# Marks inside a word ("don't", "U.S.") and inside a number ("3,000").
# Source: Unicode Standard Annex 29, "Unicode Text Segmentation", rules WB6-7 and WB11-12.
_IN_WORDS = frozenset("'’.")
_IN_NUMBERS = frozenset("'’.,")


class Word(NamedTuple):
    """A word: its span, its sentence, and its tokens ``[first, last)``."""

    span: Span
    sentence: int
    first: int
    last: int


def find_words(text: str, tokens: Tokens) -> tuple[Word, ...]:
    """Return the words of the sentences, in order; a hyphen parts words, an apostrophe does not.

    Words of a headline that stands apart from the text are left out: they have no span in it.
    """
    found: list[Word] = []
    kept = np.flatnonzero((tokens.starts >= 0) & (tokens.sentences >= 0))
    rows = zip(
        kept.tolist(),
        tokens.starts[kept].tolist(),
        tokens.ends[kept].tolist(),
        tokens.sentences[kept].tolist(),
        strict=True,
    )
    for token, start, end, sentence in rows:
        piece = text[start:end]
        if not (piece.isalnum() or any(map(str.isalnum, piece))):
            continue
        before = found[-1] if found else None
        if before is not None and before.sentence == sentence:
            gap = text[before.span.end : start]
            if not gap or _joins(gap, text[before.span.end - 1], text[start]):
                found[-1] = Word(Span(before.span.start, end), sentence, before.first, token + 1)
                continue
        found.append(Word(Span(start, end), sentence, token, token + 1))
    return tuple(found)


def _joins(mark: str, before: str, after: str) -> bool:
    if before.isdigit() and after.isdigit():
        return mark in _IN_NUMBERS
    return mark in _IN_WORDS
