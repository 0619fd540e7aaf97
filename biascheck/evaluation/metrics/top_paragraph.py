"""Top paragraph: does the most opinionated paragraph of an article hold opinion?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.metrics.arrays import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.evaluation.metrics.arrays import FloatArray

UNDEFINED = "no article has a marked paragraph"


def top_hit(scores: Sequence[float], marked: Sequence[bool]) -> float:
    """Return whether an article's highest-scoring paragraph is marked, in [0, 1].

    If several share the highest score, the share of them that are marked: what a
    random choice among them would get. NaN where no paragraph is marked, as no
    ranking could then succeed.
    """
    if not any(marked):
        return float("nan")
    best = max(scores)
    top = [mark for score, mark in zip(scores, marked, strict=True) if score == best]
    return sum(top) / len(top)


def top_paragraph(hits: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the share of articles whose top paragraph is a marked one, ``(B,)``.

    Range [0, 1], higher is better; NaN when no article has a marked paragraph.
    Articles without one are left out. Precision at 1 of information retrieval.

    Args:
        hits: ``(n,)``, one ``top_hit`` per article.
        weights: ``(B, n)``.

    Source: Manning, Raghavan, Schütze 2008, "Introduction to Information Retrieval",
    section 8.4 (precision at k, here k = 1).
    """
    defined = (~np.isnan(hits)).astype(np.float64)
    return ratio(weights @ np.nan_to_num(hits), weights @ defined)
