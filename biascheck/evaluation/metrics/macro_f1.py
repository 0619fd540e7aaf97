"""Macro-F1: the mean of the classes' F1, every class counting alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation.metrics.arrays import mean_of_defined, ratio

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray

UNDEFINED = "no class occurs, neither among the labels nor among the predictions"


def class_f1(gold: BoolArray, predicted: BoolArray, weights: FloatArray) -> FloatArray:
    """Return each class's F1, ``(B, K)``.

    Args:
        gold: ``(n, K)``, whether the unit has the class.
        predicted: ``(n, K)``, whether it was predicted.
        weights: ``(B, n)``.

    Returns:
        Values in [0, 1], higher is better; NaN for a class that neither occurs nor
        is predicted.
    """
    shared = weights @ (gold & predicted).astype(np.float64)
    either = weights @ (gold.astype(np.float64) + predicted.astype(np.float64))
    return ratio(2 * shared, either)


def macro_f1(gold: BoolArray, predicted: BoolArray, weights: FloatArray) -> FloatArray:
    """Return the unweighted mean over classes of F1, ``(B,)``.

    Range [0, 1], higher is better. A class that neither occurs nor is predicted has
    no F1 and is left out of the mean; NaN when that holds for all of them.

    Args:
        gold: ``(n, K)``; one true per row for a single-label task, any number for a
            multi-label one.
        predicted: ``(n, K)``.
        weights: ``(B, n)``.

    Source: the mean of F1 (not F1 of the mean precision and recall), see Opitz and
    Burst 2019, "Macro F1 and Macro F1"; as ``f1_score(average="macro")`` of
    scikit-learn.
    """
    return mean_of_defined(class_f1(gold, predicted, weights))
