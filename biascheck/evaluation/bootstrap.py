"""Intervals by the bootstrap: whole documents are drawn again, not single rows.

Rows of one document are alike (one author, one subject), so an interval that draws
rows would be too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.evaluation.metrics.arrays import unit_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray

DRAWS: Final = 1000  # enough for the 2.5th percentile: Efron and Tibshirani 1993, section 12
SEED: Final = 20240229
_CELLS: Final = 2_000_000  # floats held at a time, 16 MB


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric's value with its 95 % interval; None with the reason where undefined."""

    value: float | None
    low: float | None
    high: float | None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: value, low, high, and the reason if there is one."""
        fields: dict[str, Any] = {"value": self.value, "low": self.low, "high": self.high}
        return fields if self.reason is None else {**fields, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric applied to labelled units, waiting for their weights.

    Attributes:
        name: The metric's name in the output.
        clusters: ``(n,)``, each unit's cluster, from 0.
        compute: From weights ``(B, n)`` to values ``(B,)``.
        undefined: Why the value is missing when it is NaN.
    """

    name: str
    clusters: IntArray
    compute: Callable[[FloatArray], FloatArray]
    undefined: str


def measure(
    measures: Sequence[Measure], n_clusters: int, *, draws: int = DRAWS, seed: int = SEED
) -> dict[str, Measured]:
    """Return each metric with its 95 % percentile interval.

    All metrics see the same resamples. Without a second cluster there is no interval;
    resamples in which a metric is undefined are left out, and if they are more than
    half there is no interval either.

    Args:
        measures: The metrics to compute.
        n_clusters: How many clusters (documents, or rows) there are.
        draws: Number of resamples.
        seed: Seed of the resampling.

    Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", section 13.3
    (percentile interval); Field and Welsh 2007, "Bootstrapping clustered data".
    """
    resampled: dict[str, list[FloatArray]] = {m.name: [] for m in measures}
    if n_clusters > 1:
        largest = max([n_clusters, *(len(m.clusters) for m in measures)])
        for weights in _resamples(n_clusters, draws, max(1, _CELLS // largest), seed):
            for m in measures:
                resampled[m.name].append(m.compute(weights[:, m.clusters]))
    return {m.name: _summary(m, resampled[m.name]) for m in measures}


def _resamples(n: int, draws: int, step: int, seed: int) -> Iterator[FloatArray]:
    """Yield cluster weights ``(<= step, n)``: how often each cluster was drawn."""
    random = np.random.default_rng(seed)
    for first in range(0, draws, step):
        rows = min(step, draws - first)
        drawn = random.integers(0, n, (rows, n)) + np.arange(rows)[:, None] * n
        counts = np.bincount(drawn.ravel(), minlength=rows * n)
        yield counts.reshape(rows, n).astype(np.float64)


def _summary(m: Measure, resampled: list[FloatArray]) -> Measured:
    value = float(m.compute(unit_weights(len(m.clusters)))[0])
    if np.isnan(value):
        return Measured(None, None, None, m.undefined)
    if not resampled:
        return Measured(value, None, None, "a single document gives no interval")
    values = np.concatenate(resampled)
    defined = values[~np.isnan(values)]
    if 2 * len(defined) < len(values):
        return Measured(value, None, None, "undefined in most resamples")
    low, high = np.percentile(defined, [2.5, 97.5])
    return Measured(value, float(low), float(high))
