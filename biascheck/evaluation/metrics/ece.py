"""ECE: how far confidence is from accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.evaluation.metrics.arrays import one_hot, ratio

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray

BINS: Final = 15  # the number used by Guo et al. 2017
UNDEFINED = "there is no labelled unit"


def ece(gold: IntArray, probabilities: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the expected calibration error of the top class, ``(B,)``.

    Units fall into 15 bins of equal width by their confidence, the probability of
    the most probable class; the error is the mean, weighted by the bins' sizes, of
    ``|accuracy - mean confidence|``. Range [0, 1], lower is better, 0 is perfectly
    calibrated; NaN without units. It is biased upwards on few units, so a bootstrap
    interval may lie above the value: compare only files of similar size.

    Args:
        gold: ``(n,)`` class indices.
        probabilities: ``(n, K)``, rows sum to one.
        weights: ``(B, n)``.

    Source: Guo, Pleiss, Sun, Weinberger 2017, "On Calibration of Modern Neural
    Networks", equation 3, with their M = 15 bins of equal width.
    """
    if not len(gold):
        return np.full(len(weights), np.nan)
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == gold
    # Bins are (a, b] as in the paper, so that a confidence of exactly 1 has one.
    bins = np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)
    surplus = one_hot(bins, BINS) * (correct - confidence)[:, None]
    gap = np.abs(weights @ surplus).sum(axis=1)
    return ratio(gap, weights.sum(axis=1))
