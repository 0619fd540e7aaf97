"""Risk and coverage: how right a model is on the share of units that it is surest of.

Units are accepted in the order of their confidence. Coverage is the share accepted,
risk the share of errors among them. Units of equal confidence are accepted together,
in proportion where only a part of them fits.

Source: El-Yaniv and Wiener 2010, "On the Foundations of Noise-free Selective
Classification"; Geifman and El-Yaniv 2017, "Selective Classification for Deep Neural
Networks".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.metrics.arrays import ratio

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray

UNDEFINED = "there is no labelled unit"
NEVER = "no share of the units, however small, is that accurate"


def accuracy_at_coverage(
    correct: BoolArray, confidence: FloatArray, weights: FloatArray, coverage: float
) -> FloatArray:
    """Return the accuracy of the most confident share of the units, ``(B,)``.

    Range [0, 1], higher is better; at coverage 1 it is the accuracy. NaN without units.

    Args:
        correct: ``(n,)``, whether the decision was right.
        confidence: ``(n,)``, higher means surer.
        weights: ``(B, n)``.
        coverage: Share that is accepted, in (0, 1].
    """
    _, accepted, right = _steps(correct, confidence, weights)
    before = np.cumsum(accepted, axis=1) - accepted
    wanted = coverage * accepted.sum(axis=1)
    taken = np.clip(wanted[:, None] - before, 0.0, accepted)
    hits = (taken * np.nan_to_num(ratio(right, accepted))).sum(axis=1)
    return ratio(hits, wanted)


def aurc(correct: BoolArray, confidence: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the area under the risk-coverage curve, ``(B,)``.

    The mean risk over all coverages. Range [0, 1], lower is better; a confidence that
    says nothing gives the error rate. NaN without units. Arguments as above.

    Source: Geifman, Uziel, El-Yaniv 2019, "Bias-Reduced Uncertainty Estimation for Deep
    Neural Classifiers", equation 3.
    """
    _, accepted, right = _steps(correct, confidence, weights)
    covered = np.cumsum(accepted, axis=1)
    risk = 1 - np.nan_to_num(ratio(np.cumsum(right, axis=1), covered))
    return ratio((accepted * risk).sum(axis=1), accepted.sum(axis=1))


def operating_point(
    correct: BoolArray, confidence: FloatArray, weights: FloatArray, accuracy: float
) -> tuple[FloatArray, FloatArray]:
    """Return the lowest threshold that gives the accuracy, and its coverage, ``(B,)`` each.

    Accepted is what has at least the threshold's confidence. Both are NaN where no
    threshold gives the accuracy. Arguments as above.
    """
    levels, accepted, right = _steps(correct, confidence, weights)
    covered = np.cumsum(accepted, axis=1)
    enough = (np.cumsum(right, axis=1) >= accuracy * covered) & (covered > 0)
    last = enough.shape[1] - 1 - np.argmax(enough[:, ::-1], axis=1)
    found = enough.any(axis=1)
    share = ratio(covered, np.broadcast_to(covered[:, -1:], covered.shape))
    rows = np.arange(len(weights))
    return np.where(found, levels[last], np.nan), np.where(found, share[rows, last], np.nan)


def _steps(
    correct: BoolArray, confidence: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return each level of confidence ``(L,)``, highest first, its units and hits ``(B, L)``."""
    if not len(confidence):
        nothing = np.zeros((len(weights), 1))
        return np.zeros(1), nothing, nothing
    order = np.argsort(-confidence, kind="stable")
    ranked = confidence[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    drawn = weights[:, order]
    accepted = np.add.reduceat(drawn, starts, axis=1)
    right = np.add.reduceat(drawn * correct[order], starts, axis=1)
    return ranked[starts], accepted, right
