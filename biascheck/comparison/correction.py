"""p-values of many comparisons, corrected for their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values that bound the chance of any false finding, in [0, 1].

    Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
    """
    n = len(p_values)
    order = np.argsort(p_values)
    scaled = np.array(p_values)[order] * (n - np.arange(n))
    return _back(np.maximum.accumulate(scaled), order)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return p-values that bound the expected share of false findings, in [0, 1].

    Source: Benjamini and Hochberg 1995, "Controlling the false discovery rate".
    """
    n = len(p_values)
    order = np.argsort(p_values)
    scaled = np.array(p_values)[order] * n / (np.arange(n) + 1)
    return _back(np.minimum.accumulate(scaled[::-1])[::-1], order)


def _back(scaled: np.ndarray, order: np.ndarray) -> list[float]:
    found = np.empty(len(scaled))
    found[order] = np.minimum(scaled, 1.0)
    return [float(value) for value in found]


#: Chance of telling a difference that is none, over all that is compared.
ALPHA: Final = 0.05
#: Name to correction.
CORRECTIONS: Final = {"holm": holm, "bh": benjamini_hochberg}
