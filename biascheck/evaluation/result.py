"""The result of an evaluation, and its JSON form, a contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.evaluation.bootstrap import Measured
    from biascheck.evaluation.rows import Unreadable
    from biascheck.types import Provenance


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that share a value of a field: how many, and their metrics."""

    n: int
    metrics: Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a model is on one file.

    Attributes:
        task: Name of the task.
        file: The file.
        n: Rows that were evaluated.
        unreadable: Rows that could not be read.
        lead: Name of the leading metric.
        metrics: The metrics by name, the leading one first.
        majority: The same for the majority baseline.
        groups: By field and value.
        model: Which model it was.
        counts: Whatever else the task counts, such as targets not found.
    """

    task: str
    file: str
    n: int
    unreadable: tuple[Unreadable, ...]
    lead: str
    metrics: Mapping[str, Measured]
    majority: Mapping[str, Measured]
    groups: Mapping[str, Mapping[str, Group]]
    model: Provenance
    counts: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``--format json`` prints."""
        return {
            "task": self.task,
            "file": self.file,
            "n": self.n,
            "unreadable": len(self.unreadable),
            "lead": self.lead,
            "metrics": measured_dict(self.metrics),
            "majority": measured_dict(self.majority),
            "groups": {
                field: {
                    value: {"n": group.n, "metrics": measured_dict(group.metrics)}
                    for value, group in values.items()
                }
                for field, values in self.groups.items()
            },
            "model": model_dict(self.model),
            **self.counts,
            "unreadable_rows": [{"line": u.line, "cause": u.cause} for u in self.unreadable],
        }


def measured_dict(metrics: Mapping[str, Measured]) -> dict[str, Any]:
    """Return metrics by name in their JSON form."""
    return {name: measured.to_dict() for name, measured in metrics.items()}


def model_dict(model: Provenance) -> dict[str, Any]:
    """Return which model it was in its JSON form."""
    return {
        "name": model.name,
        "version": model.version,
        "sha256": model.sha256,
        "runtime": model.runtime,
        "options": dict(model.options),
    }
