"""Sourcing: who is quoted, with which verb, in which words.

Measures: content that belongs to a source (direct, indirect, mixed), its cue and its
speaker. Does not measure: whether the source was quoted correctly.

Source: source, cue and content of an attribution as in PolNeAR (Newell et al. 2018);
the tagger's tokens are joined with quotation marks and clause rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.attribution.evidence import TokenEvidence
from biascheck.attribution.quotes import find_quotes
from biascheck.encoder.heads import HeadSpec

if TYPE_CHECKING:
    from biascheck.dimensions.context import Context
    from biascheck.types import Quote

VERSION = 1
HEADS = (HeadSpec("attribution", "token", ("source", "cue", "content"), hidden=64),)
# A run of tagged content in a sentence that is plain reporting or opinion is kept only
# if the sentence is at least this probably attributed: voice before wording.
_ATTRIBUTED = 0.35


def annotate(context: Context) -> tuple[Quote, ...]:
    """Find the quotes and drop those in boilerplate or in the author's plain voice."""
    tokens = context.encoding.tokens
    kept = tokens.starts >= 0
    logits = context.encoding.token_logits["attribution"][kept]
    columns = [
        context.judge.probability(f"attribution.{name}", logits[:, i])
        for i, name in enumerate(HEADS[0].outputs)
    ]
    evidence = TokenEvidence(tokens.starts[kept], tokens.ends[kept], *columns)
    threshold = context.judge.threshold("attribution")
    quotes = find_quotes(context.article.text, context.sentences, evidence, threshold=threshold)
    return tuple(quote for quote in quotes if _belongs(context, quote))


def _belongs(context: Context, quote: Quote) -> bool:
    roles = context.results["role"]
    role = roles.roles[quote.sentence]
    if role == "boilerplate":
        return False
    return role == "quote" or quote.direct or roles.attributed[quote.sentence] >= _ATTRIBUTED
