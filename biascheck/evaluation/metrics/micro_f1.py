"""Micro-F1: F1 over all decisions of a multi-label task, every decision counting alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.metrics.arrays import ratio

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray

UNDEFINED = "no label occurs and none is predicted"


def micro_f1(gold: BoolArray, predicted: BoolArray, weights: FloatArray) -> FloatArray:
    """Return F1 with hits, misses and false alarms summed over all labels, ``(B,)``.

    Range [0, 1], higher is better; NaN when no label occurs and none is predicted.
    Frequent labels dominate: always giving the commonest ones already scores well.

    Args:
        gold: ``(n, K)``, whether the unit has the label.
        predicted: ``(n, K)``.
        weights: ``(B, n)``.

    Source: Manning, Raghavan, Schütze 2008, "Introduction to Information Retrieval",
    section 13.6; as ``f1_score(average="micro")`` of scikit-learn.
    """
    shared = weights @ (gold & predicted).sum(axis=1).astype(np.float64)
    either = weights @ (gold.sum(axis=1) + predicted.sum(axis=1)).astype(np.float64)
    return ratio(2 * shared, either)
