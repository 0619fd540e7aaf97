"""Headline: does it load more, or judge more, than the body it stands above?

Measures: the headline's P(loaded) and P(subjective) against the means of the body's
sentences in the author's voice. Does not measure: whether the headline states facts
that the body does not contain.

Source: headline against body as in Ecker et al. 2014 (effects of misleading headlines).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biascheck.dimensions.context import Context
    from biascheck.encoder.heads import HeadSpec
    from biascheck.types import Span

VERSION = 1
AFTER = ("role", "loaded")
HEADS: tuple[HeadSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlineGap:
    """``gap`` in [-1, 1]; None with a reason where it cannot be told."""

    gap: float | None
    reason: str | None = None


def annotate(context: Context) -> HeadlineGap:
    """Compare the headline with the body."""
    loaded = context.results["loaded"].sentences
    roles = context.results["role"]
    own = roles.own_voice()
    title = context.article.title_span
    if context.encoding.headline is not None:
        headline = _apart(context)
    elif title is not None and (place := _place(context, title)) is not None:
        own[place] = False
        headline = (float(loaded[place]), float(roles.subjective[place]))
    else:
        return HeadlineGap(None, "the article has no headline")
    if not own.any():
        return HeadlineGap(None, "the body has no sentence in the author's voice")
    body = (float(loaded[own].mean()), float(roles.subjective[own].mean()))
    return HeadlineGap(0.5 * (headline[0] - body[0]) + 0.5 * (headline[1] - body[1]))


def _place(context: Context, title: Span) -> int | None:
    """Return the index of the sentence that is the headline."""
    return next((s.index for s in context.sentences if s.span.overlaps(title)), None)


def _apart(context: Context) -> tuple[float, float]:
    """Judge a headline that was given apart from the text."""
    loaded, axes = context.headline_logits("loaded"), context.headline_logits("axes")
    assert loaded is not None
    assert axes is not None
    judge = context.judge
    return (
        float(judge.probability("loaded", loaded[0])[0]),
        float(judge.probability("subjective", axes[0])[0]),
    )
