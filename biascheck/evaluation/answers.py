"""Labelled rows with what was predicted for them, and the metrics over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from biascheck.evaluation.bootstrap import Measured, measure
from biascheck.evaluation.rows import GROUP_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Task

G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Answer(Generic[G, P]):
    """One row's label and prediction, without its text.

    Attributes:
        line: Line in its file.
        doc_id: Document by which intervals are clustered; None: the row stands alone.
    """

    line: int
    id: str
    doc_id: str | None
    groups: Mapping[str, str]
    gold: G
    prediction: P


def answer(row: Row[G], prediction: P) -> Answer[G, P]:
    """Return the row with its prediction; its text is let go."""
    return Answer(row.line, row.id, row.doc_id, row.groups, row.gold, prediction)


def measure_answers(task: Task[G, P], answers: Sequence[Answer[G, P]]) -> dict[str, Measured]:
    """Return the task's metrics over these answers, with intervals by document."""
    clusters, n = _clusters(answers)
    gold = [a.gold for a in answers]
    return measure(task.measures(gold, [a.prediction for a in answers], clusters), n)


def majority(task: Task[G, P], answers: Sequence[Answer[G, P]]) -> list[Answer[G, P]]:
    """Return the answers of the majority baseline, which knows the file's own shares."""
    constant = task.constant([a.gold for a in answers], [a.prediction for a in answers])
    return [
        Answer(a.line, a.id, a.doc_id, a.groups, a.gold, prediction)
        for a, prediction in zip(answers, constant, strict=True)
    ]


def by_group(answers: Sequence[Answer[G, P]]) -> dict[str, dict[str, list[Answer[G, P]]]]:
    """Return the answers by field and value; a field that no row has is left out."""
    groups: dict[str, dict[str, list[Answer[G, P]]]] = {}
    for field in GROUP_FIELDS:
        for a in answers:
            if field in a.groups:
                groups.setdefault(field, {}).setdefault(a.groups[field], []).append(a)
    return {field: dict(sorted(values.items())) for field, values in groups.items()}


def _clusters(answers: Sequence[Answer[G, P]]) -> tuple[IntArray, int]:
    """Return each answer's cluster and their number; an answer without document is one."""
    numbers: dict[tuple[str, str | int], int] = {}
    clusters = [
        numbers.setdefault(
            ("row", a.line) if a.doc_id is None else ("document", a.doc_id), len(numbers)
        )
        for a in answers
    ]
    return np.array(clusters, dtype=np.int64), len(numbers)
