"""Sourcing: who is quoted, with which verb, in which words.

Measures: content that belongs to a source (direct, indirect, mixed), its cue and its
speaker. Does not measure: whether the source was quoted correctly.

Source: source, cue and content of an attribution as in PolNeAR (Newell et al. 2018);
the tagger's tokens are joined with quotation marks and clause rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.attribution.evidence import TokenEvidence
from biascheck.attribution.quotes import find_quotes
from biascheck.encoder.heads import HeadSpec
from biascheck.types import count_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context
    from biascheck.types import Quote

VERSION = 1
AFTER = ("role",)
HEADS = (HeadSpec("attribution", "token", ("source", "cue", "content"), hidden=64),)
# Words that an indirect quote must have, with a verb of saying beside it and without: the
# tagger leaves scraps ("the contract") that are nobody's statement.
_WITH_CUE = 2
_WITHOUT_CUE = 6


def annotate(context: Context) -> tuple[Quote, ...]:
    """Find the quotes and drop those in boilerplate or in the author's plain voice."""
    tokens = context.encoding.tokens
    kept = tokens.starts >= 0
    starts, ends = tokens.starts[kept], tokens.ends[kept]
    logits = context.encoding.token_logits["attribution"][kept]
    columns = [
        context.judge.probability(f"attribution.{name}", by_word(logits[:, i], starts, ends))
        for i, name in enumerate(HEADS[0].outputs)
    ]
    evidence = TokenEvidence(starts, ends, *columns)
    threshold = context.judge.threshold("attribution")
    quotes = find_quotes(
        context.article.text,
        context.sentences,
        evidence,
        threshold=threshold,
        names=context.names,
    )
    return tuple(quote for quote in quotes if _belongs(context, quote))


def by_word(
    logits: NDArray[np.float32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Give the tokens of a word, and of what hangs together without a blank, their mean."""
    if not len(starts):
        return logits
    words = np.concatenate([[0], np.cumsum(starts[1:] > ends[:-1])])
    means = np.bincount(words, logits) / np.bincount(words)
    return np.asarray(means[words], dtype=np.float32)


def _belongs(context: Context, quote: Quote) -> bool:
    """Say whether a quote stands: voice before wording, and no scraps."""
    role = context.results["role"].roles[quote.sentence]
    if quote.direct:
        return bool(role != "boilerplate")
    words = count_words(context.article.text[quote.span.start : quote.span.end])
    return bool(role == "quote" and words >= (_WITH_CUE if quote.cue else _WITHOUT_CUE))
