"""How much judgements change between the versions of pairs, with intervals.

Intervals draw whole templates again: pairs of one template are alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from biascheck.evaluation.bootstrap import Measure, Measured, measure
from biascheck.evaluation.metrics.arrays import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from biascheck.evaluation.audit.judgement import Judgement
    from biascheck.evaluation.audit.pairs import Pair
    from biascheck.evaluation.audit.templates import Version
    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray

OVERALL: Final = "all"
_PERCENTILE: Final = 0.95
_NOTHING: Final = "the score is undefined in every pair"


@dataclass(frozen=True, slots=True)
class Change:
    """Absolute change of a score over ``n`` comparisons: its mean and 95th percentile."""

    n: int
    mean: Measured
    p95: Measured

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"n": self.n, "mean": self.mean.to_dict(), "p95": self.p95.to_dict()}


@dataclass(frozen=True, slots=True)
class Share:
    """Share of ``n`` comparisons in which something holds, in [0, 1]."""

    n: int
    share: Measured

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"n": self.n, "share": self.share.to_dict()}


class Values(NamedTuple):
    """One value per comparison, with the template and family it belongs to."""

    values: FloatArray
    templates: IntArray
    families: Sequence[str]

    def of(self, family: str) -> tuple[FloatArray, IntArray]:
        """Return values and templates of one family, or of all."""
        if family == OVERALL:
            return self.values, self.templates
        kept = np.array([name == family for name in self.families], dtype=np.bool_)
        return self.values[kept], self.templates[kept]

    def groups(self) -> tuple[str, ...]:
        """Return ``all`` and the families that have values."""
        return (OVERALL, *dict.fromkeys(self.families))


def score_changes(
    pairs: Sequence[Pair], judged: Mapping[Version, Judgement]
) -> dict[str, dict[str, Change]]:
    """Return for each score the change overall and by family.

    A comparison in which the score is undefined on either side is left out of ``n``.
    """
    names = judged[pairs[0].first].scores
    return {name: _changes(_differences(pairs, judged, name)) for name in names}


def label_flips(
    pairs: Sequence[Pair], judged: Mapping[Version, Judgement]
) -> dict[str, dict[str, Share]]:
    """Return for each label the share of comparisons in which it flips, by family too."""
    names = judged[pairs[0].first].labels

    def flips(name: str) -> Callable[[Pair], list[float]]:
        return lambda pair: [
            float(a != b)
            for a, b in zip(
                judged[pair.first].labels[name], judged[pair.second].labels[name], strict=True
            )
        ]

    return {name: shares(collect(pairs, flips(name))) for name in names}


def collect(pairs: Sequence[Pair], values_of: Callable[[Pair], Sequence[float]]) -> Values:
    """Return the values that each pair gives, beside its template and family."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(p.template for p in pairs))}
    found = [(v, numbers[p.template], p.family) for p in pairs for v in values_of(p)]
    return Values(
        np.array([v for v, _, _ in found], dtype=np.float64),
        np.array([t for _, t, _ in found], dtype=np.int64),
        [f for _, _, f in found],
    )


def shares(values: Values) -> dict[str, Share]:
    """Return the mean of zeros and ones overall and by family."""
    found = _measured(values, {"share": mean_measure})
    return {g: Share(len(values.of(g)[0]), m["share"]) for g, m in found.items()}


def _differences(pairs: Sequence[Pair], judged: Mapping[Version, Judgement], name: str) -> Values:
    def differences(pair: Pair) -> list[float]:
        sides = judged[pair.first].scores[name], judged[pair.second].scores[name]
        return [abs(a - b) for a, b in zip(*sides, strict=True) if a is not None and b is not None]

    return collect(pairs, differences)


def _changes(values: Values) -> dict[str, Change]:
    found = _measured(values, {"mean": mean_measure, "p95": percentile_measure})
    return {g: Change(len(values.of(g)[0]), m["mean"], m["p95"]) for g, m in found.items()}


def _measured(
    values: Values, kinds: Mapping[str, Callable[[str, FloatArray, IntArray], Measure]]
) -> dict[str, dict[str, Measured]]:
    """Return each kind of measure for each group; all see the same resamples."""
    measures = [
        build(f"{group}/{kind}", *values.of(group))
        for group in values.groups()
        for kind, build in kinds.items()
    ]
    found = measure(measures, int(values.templates.max(initial=-1)) + 1)
    return {group: {kind: found[f"{group}/{kind}"] for kind in kinds} for group in values.groups()}


def mean_measure(name: str, values: FloatArray, templates: IntArray) -> Measure:
    """Return the weighted mean as a measure; undefined without values."""
    return Measure(name, templates, lambda w: ratio(w @ values, w.sum(axis=1)), _NOTHING)


def percentile_measure(name: str, values: FloatArray, templates: IntArray) -> Measure:
    """Return the weighted 95th percentile: the least value that 95 % do not exceed."""
    order = np.argsort(values, kind="stable")

    def compute(weights: FloatArray) -> FloatArray:
        if not len(values):
            return np.full(len(weights), np.nan)
        reached = weights[:, order].cumsum(axis=1)
        total = reached[:, -1:]
        place = (reached >= _PERCENTILE * total).argmax(axis=1)
        found: FloatArray = np.where(total[:, 0] > 0, values[order][place], np.nan)
        return found

    return Measure(name, templates, compute, _NOTHING)
