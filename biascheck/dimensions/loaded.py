"""Loaded language: sentences that are lexically biased, and the words that load them.

Measures: emotive, evaluative, sensational or presupposing wording in the author's own
voice. Does not measure: bias by omission or selection, or loaded words inside quotes
(they belong to their speaker).

Source: lexical bias of Recasens et al. 2013 and of BABE (Spinde et al. 2021); words also
from PTC (Da San Martino et al. 2020) and this project's codebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.heads import HeadSpec
from biascheck.types import LoadedWord, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context

VERSION = 1
AFTER = ("role", "sourcing")
HEADS = (
    HeadSpec("loaded", "sentence", ("loaded",), hidden=128),
    HeadSpec("loaded_word", "token", ("loaded",), hidden=64),
)
# A phrase of loaded words is listed as one up to this length, as in the codebook.
_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Loaded:
    """P(loaded) per sentence ``[S]`` and the loaded words of the author's voice."""

    sentences: NDArray[np.float32]
    words: tuple[LoadedWord, ...]


def annotate(context: Context) -> Loaded:
    """Score sentences, and list the words above the threshold outside quotes."""
    logits = context.logits("loaded")
    own = context.results["role"].own_voice()
    quoted: dict[int, list[Span]] = {}
    for quote in context.results.get("sourcing", ()):
        quoted.setdefault(quote.sentence, []).append(quote.span)
    words = [
        LoadedWord(span, context.article.text[span.start : span.end], score, sentence)
        for span, score, sentence in _phrases(context)
        if own[sentence] and not any(map(span.overlaps, quoted.get(sentence, ())))
    ]
    return Loaded(context.judge.probability("loaded", logits[:, 0]), tuple(words))


def _phrases(context: Context) -> Iterator[tuple[Span, float, int]]:
    """Yield runs of neighbouring loaded words as (span, score, sentence)."""
    threshold = context.judge.threshold("loaded_word")
    open_run: tuple[Span, float, int] | None = None
    length = 0
    for span, score, sentence in word_scores(context):
        if score >= threshold:
            near = open_run is not None and open_run[2] == sentence and length < _PHRASE
            if open_run is not None and near and _only_blank(context, open_run[0].end, span.start):
                open_run = (Span(open_run[0].start, span.end), max(open_run[1], score), sentence)
                length += 1
                continue
            if open_run is not None:
                yield open_run
            open_run, length = (span, score, sentence), 1
    if open_run is not None:
        yield open_run


def word_scores(context: Context) -> Iterator[tuple[Span, float, int]]:
    """Yield every word as (span, P(loaded), sentence): its most loaded token decides."""
    words = context.words()
    if not words:
        return
    logits = context.encoding.token_logits["loaded_word"][:, 0]
    # One more, since every second stretch begins where a word ends: maybe behind the last.
    scores = np.append(context.judge.probability("loaded_word", logits), np.float32(0))
    edges = [edge for word in words for edge in (word.first, word.last)]
    highest = np.maximum.reduceat(scores, edges)[::2].tolist()
    for word, score in zip(words, highest, strict=True):
        yield word.span, score, word.sentence


def _only_blank(context: Context, start: int, end: int) -> bool:
    return context.article.text[start:end].strip() in {"", "-"}
