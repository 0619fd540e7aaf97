"""What a benchmark found: rows of figures and the bound they are held against."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing.

    Attributes:
        what: The thing, in words.
        value: The figure, in the result's unit.
        ratio: The figure over the baseline's; None for the baseline itself, or without one.
    """

    what: str
    value: float
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One benchmark's outcome.

    Attributes:
        name: The benchmark.
        unit: Unit of every row's value.
        baseline: What the ratios refer to, in words; empty where there are none.
        rows: The figures; a baseline comes first.
        claim: The bound, in words.
        measured: The figure that is held against the bound.
        bound: The value that ``measured`` is held against.
        at_least: Whether the bound is the least value that it should have, not the greatest.
    """

    name: str
    unit: str
    baseline: str
    rows: tuple[Row, ...]
    claim: str
    measured: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the bound was kept in this run."""
        if self.at_least:
            return self.measured >= self.bound
        return self.measured <= self.bound

    def to_dict(self) -> dict[str, Any]:
        """Return the result for JSON."""
        return {**asdict(self), "holds": self.holds}
