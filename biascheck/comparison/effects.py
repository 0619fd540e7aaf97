"""How far two groups lie apart: in standard deviations, and in ranks.

Both are 0 where the groups are alike, and above 0 where the first is higher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NORMAL: Final = 1.959964  # 97.5th percentile of the standard normal distribution


def hedges_g(
    one: NDArray[np.float64], other: NDArray[np.float64]
) -> tuple[float, float, float] | None:
    """Return the difference of means in pooled standard deviations, with a 95 % interval.

    None where a group has fewer than two values or nothing varies.

    Source: Hedges 1981, "Distribution theory for Glass's estimator of effect size"; interval
    by its large-sample variance, Hedges and Olkin 1985, chapter 5, eq. 8 and 14.
    """
    n, m = len(one), len(other)
    if min(n, m) < 2:
        return None
    pooled = ((n - 1) * one.var(ddof=1) + (m - 1) * other.var(ddof=1)) / (n + m - 2)
    if pooled <= 0:
        return None
    g = (one.mean() - other.mean()) / np.sqrt(pooled) * (1 - 3 / (4 * (n + m) - 9))
    half = _NORMAL * np.sqrt((n + m) / (n * m) + g**2 / (2 * (n + m)))
    return float(g), float(g - half), float(g + half)


def cliffs_delta(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Return the probability that a value of one is above one of the other, less that below.

    In [-1, 1]; None where a group is empty.

    Source: Cliff 1993, "Dominance statistics: ordinal analyses to answer ordinal questions".
    """
    if not len(one) or not len(other):
        return None
    ordered = np.sort(other)
    below = np.searchsorted(ordered, one, side="left").sum()
    above = len(one) * len(other) - np.searchsorted(ordered, one, side="right").sum()
    return float((below - above) / (len(one) * len(other)))
