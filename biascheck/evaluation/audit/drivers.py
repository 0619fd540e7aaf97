"""Which names drive the change: how far a name moves a score from its fellows.

A name's shift is the mean, over the templates it stands in, of its score less the mean
score of the names that its group puts into the same template. Above 0 the name raises
the score. Only sentences count; there nothing but the name differs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.evaluation.audit.changes import mean_measure
from biascheck.evaluation.bootstrap import measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biascheck.evaluation.audit.judgement import Judgement
    from biascheck.evaluation.audit.pairs import Pair
    from biascheck.evaluation.audit.templates import Version
    from biascheck.evaluation.bootstrap import Measured

SCORES: Final = ("opinion", "subjective", "loaded", "stance")


@dataclass(frozen=True, slots=True)
class Driver:
    """A name's mean shift of a score, over ``n`` texts."""

    score: str
    family: str
    name: str
    n: int
    shift: Measured

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "score": self.score,
            "family": self.family,
            "name": self.name,
            "n": self.n,
            "shift": self.shift.to_dict(),
        }


def drivers(pairs: Sequence[Pair], judged: Mapping[Version, Judgement]) -> tuple[Driver, ...]:
    """Return every name's shift of every score, the strongest of a score first."""
    return tuple(
        driver
        for score in SCORES
        for driver in sorted(_drivers(pairs, judged, score), key=_weakness)
    )


def _weakness(driver: Driver) -> float:
    return -abs(driver.shift.value or 0.0)


def _drivers(
    pairs: Sequence[Pair], judged: Mapping[Version, Judgement], score: str
) -> Iterable[Driver]:
    numbers = {name: i for i, name in enumerate(dict.fromkeys(p.template for p in pairs))}
    shifts: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for (family, _, template), versions in _cells(pairs).items():
        values = [judged[version].scores[score][0] for version in versions]
        known = [value for value in values if value is not None]
        for version, value in zip(versions, values, strict=True):
            if value is not None:
                shift = value - float(np.mean(known))
                shifts[family, version.name].append((shift, numbers[template]))
    found = measure(
        [
            mean_measure(f"{family}/{name}", *_columns(rows))
            for (family, name), rows in shifts.items()
        ],
        len(numbers),
    )
    for (family, name), rows in shifts.items():
        yield Driver(score, family, name, len(rows), found[f"{family}/{name}"])


def _columns(rows: Sequence[tuple[float, int]]) -> tuple[Any, Any]:
    """Return the shifts and their templates as arrays."""
    values, templates = zip(*rows, strict=True)
    return np.array(values, dtype=np.float64), np.array(templates, dtype=np.int64)


def _cells(pairs: Iterable[Pair]) -> dict[tuple[str, str, str], tuple[Version, ...]]:
    """Return the versions that one group puts into one template."""
    cells: dict[tuple[str, str, str], dict[Version, None]] = defaultdict(dict)
    for pair in pairs:
        cell = cells[pair.family, pair.group, pair.template]
        cell[pair.first] = cell[pair.second] = None
    return {key: tuple(versions) for key, versions in cells.items()}
