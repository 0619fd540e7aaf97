"""What chance alone can do to a mean and to a difference: bootstrap and permutation.

Clusters (articles, or what ``--cluster`` names) are drawn and shuffled whole, since their
members are alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

#: Draws of the bootstrap and of the permutation test.
DRAWS: Final = 2000
_CELLS: Final = 4_000_000  # floats held at a time, 32 MB


def bootstrap_means(
    sums: NDArray[np.float64], counts: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return means of resamples ``[DRAWS]``, in which clusters are drawn with replacement.

    Args:
        sums: Sum of the values of each cluster ``[c]``, at least one cluster.
        counts: Number of its values ``[c]``, or their total weight.
        rng: Of the draws.

    Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13; Field
    and Welsh 2007, "Bootstrapping clustered data".
    """
    clusters = len(sums)
    found = []
    for rows in _portions(clusters):
        weights = rng.multinomial(clusters, np.full(clusters, 1 / clusters), size=rows)
        found.append((weights @ sums) / np.maximum(weights @ counts, 1e-12))
    return np.concatenate(found)


def interval(means: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95 % percentile interval of resampled means."""
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def permutation_p(
    one: NDArray[np.float64], other: NDArray[np.float64], rng: np.random.Generator
) -> float | None:
    """Return the two-sided p-value of a difference of means; None where it cannot be told.

    Labels are shuffled, and the difference is divided by its standard error each time, so
    that unequal variances do not look like unequal means.

    Args:
        one: Values of a group ``[n]``, one per cluster.
        other: Values of another ``[m]``.
        rng: Of the shuffles.

    Source: Chung and Romano 2013, "Exact and asymptotically robust permutation tests"; the
    added one: Phipson and Smyth 2010, "Permutation P-values should never be zero".
    """
    n, values = len(one), np.concatenate([one, other])
    if min(n, len(other)) < 2 or np.ptp(values) == 0:
        return None
    wanted = abs(_studentised(values[None, :], n)[0])
    above = 0
    for rows in _portions(len(values)):
        shuffled = rng.permuted(np.broadcast_to(values, (rows, len(values))), axis=1)
        above += int((np.abs(_studentised(shuffled, n)) >= wanted - 1e-12).sum())
    return (above + 1) / (DRAWS + 1)


def _studentised(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    one, other = values[:, :n], values[:, n:]
    error = np.sqrt(
        one.var(axis=1, ddof=1) / one.shape[1] + other.var(axis=1, ddof=1) / other.shape[1]
    )
    difference = one.mean(axis=1) - other.mean(axis=1)
    # Where nothing varies within the groups, any difference is as large as can be.
    return np.asarray(difference / np.maximum(error, 1e-12), dtype=np.float64)


def _portions(width: int) -> Iterator[int]:
    step = max(1, _CELLS // max(1, width))
    for first in range(0, DRAWS, step):
        yield min(step, DRAWS - first)
