"""Character F1: how well predicted passages cover the marked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.metrics.arrays import ratio
from biascheck.types import merge_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biascheck.evaluation.metrics.arrays import FloatArray
    from biascheck.types import Span

UNDEFINED = "nothing is marked and nothing is predicted"


def overlap_counts(predicted: Iterable[Span], gold: Iterable[Span]) -> tuple[int, int, int]:
    """Return the numbers of characters (shared, predicted, marked); overlaps count once."""
    left, right = list(merge_spans(predicted)), list(merge_spans(gold))
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    return shared, sum(s.end - s.start for s in left), sum(s.end - s.start for s in right)


def character_f1(counts: FloatArray, weights: FloatArray) -> FloatArray:
    """Return F1 over the characters of all articles together, ``(B,)``.

    Range [0, 1], higher is better; NaN when nothing is marked and nothing predicted.
    Long passages weigh more than short ones.

    Args:
        counts: ``(n, 3)``, ``overlap_counts`` of each article.
        weights: ``(B, n)``.

    Source: the partial-overlap score of Da San Martino et al. 2020, "SemEval-2020
    Task 11", without its per-span normalisation, that is plain F1 on characters.
    """
    shared, predicted, gold = (weights @ counts.astype(np.float64)).T
    return ratio(2 * shared, predicted + gold)
