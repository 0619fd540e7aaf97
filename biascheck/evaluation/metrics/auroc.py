"""AUROC: how often a positive unit is ranked above a negative one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.metrics.arrays import mean_of_defined, ratio

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray

UNDEFINED = "needs both positive and negative units"


def auroc(gold: BoolArray, scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the area under the receiver operating characteristic, ``(B,)``.

    The probability that a random positive unit scores higher than a random negative
    one, ties counting one half. Range [0, 1], higher is better, 0.5 is chance; NaN
    without positive or without negative units.

    Args:
        gold: ``(n,)``, whether the unit is positive.
        scores: ``(n,)``, higher means more probably positive.
        weights: ``(B, n)``.

    Source: Hanley and McNeil 1982, "The meaning and use of the area under a receiver
    operating characteristic (ROC) curve"; as ``roc_auc_score`` of scikit-learn.
    """
    if not len(scores):
        return np.full(len(weights), np.nan)
    order = np.argsort(scores, kind="stable")
    ranked = scores[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    drawn = weights[:, order]
    positive = np.add.reduceat(drawn * gold[order], starts, axis=1)
    negative = np.add.reduceat(drawn * ~gold[order], starts, axis=1)
    below = np.cumsum(negative, axis=1) - negative
    won = (positive * (below + negative / 2)).sum(axis=1)
    return ratio(won, positive.sum(axis=1) * negative.sum(axis=1))


def macro_auroc(
    gold: BoolArray, scores: FloatArray, weights: FloatArray, scored: BoolArray | None = None
) -> FloatArray:
    """Return the unweighted mean over classes of one-against-the-rest AUROC, ``(B,)``.

    Range, direction and chance as ``auroc``. A class without positive or without
    negative units has no AUROC and is left out; NaN when that holds for all.

    Args:
        gold: ``(n, K)``.
        scores: ``(n, K)``.
        weights: ``(B, n)``.
        scored: ``(n, K)``, which decisions the corpus annotates; None: all.
    """
    columns = []
    for k in range(gold.shape[1]):
        kept = slice(None) if scored is None else np.flatnonzero(scored[:, k])
        columns.append(auroc(gold[kept, k], scores[kept, k], weights[:, kept]))
    return mean_of_defined(np.stack(columns, axis=1))
