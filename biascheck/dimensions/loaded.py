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
    judge = context.judge
    logits = judge.logits("loaded", context.encoding.sentence_inputs())
    own = context.results["role"].own_voice()
    quoted: dict[int, list[Span]] = {}
    for quote in context.results.get("sourcing", ()):
        quoted.setdefault(quote.sentence, []).append(quote.span)
    words = [
        LoadedWord(span, context.article.text[span.start : span.end], score, sentence)
        for span, score, sentence in _phrases(context)
        if own[sentence] and not any(map(span.overlaps, quoted.get(sentence, ())))
    ]
    return Loaded(judge.probability("loaded", logits[:, 0]), tuple(words))


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
    tokens = context.encoding.tokens
    logits = context.encoding.token_logits["loaded_word"][:, 0]
    scores = context.judge.probability("loaded_word", logits)
    text = context.article.text
    current: tuple[Span, float, int] | None = None
    for i in np.flatnonzero((tokens.starts >= 0) & (tokens.sentences >= 0)).tolist():
        start, end, sentence = (
            int(tokens.starts[i]),
            int(tokens.ends[i]),
            int(tokens.sentences[i]),
        )
        if not any(c.isalnum() for c in text[start:end]):
            continue
        score = float(scores[i])
        if current is not None and current[0].end == start and current[2] == sentence:
            current = (Span(current[0].start, end), max(current[1], score), sentence)
            continue
        if current is not None:
            yield current
        current = (Span(start, end), score, sentence)
    if current is not None:
        yield current


def _only_blank(context: Context, start: int, end: int) -> bool:
    return context.article.text[start:end].strip() in {"", "-"}
