"""The array types of the metrics, and division that keeps the undefined visible."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]


def unit_weights(n: int) -> FloatArray:
    """Return weights ``(1, n)`` of one: the data as they are."""
    return np.ones((1, n))


def ratio(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Divide elementwise; NaN, without a warning, where the denominator is zero."""
    result: FloatArray = np.full(np.broadcast(numerator, denominator).shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator != 0)
    return result


def mean_of_defined(values: FloatArray) -> FloatArray:
    """Return the mean over the last axis of the entries that are not NaN; NaN if none is."""
    defined = ~np.isnan(values)
    total = np.where(defined, values, 0.0).sum(axis=-1)
    return ratio(total, defined.sum(axis=-1).astype(np.float64))


def one_hot(labels: IntArray, n_classes: int) -> BoolArray:
    """Return ``(n, n_classes)``, true where the unit has the class."""
    result: BoolArray = np.equal(labels[:, None], np.arange(n_classes)[None, :])
    return result
