"""Frames: which policy frames does the text use? Multi-label.

A row may say which frames its corpus annotates (``frames_scored``); the others take
no part in any metric.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.errors import ModelError
from biascheck.evaluation import baseline
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.cases import article
from biascheck.evaluation.metrics import auroc, macro_f1, micro_f1
from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.rows import RowError
from biascheck.evaluation.tasks.task import Task, reports
from biascheck.labels import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.metrics.arrays import BoolArray, IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Report


@dataclass(frozen=True, slots=True)
class FrameGold:
    """The frames that a text uses, and those its corpus annotates."""

    present: frozenset[str]
    scored: frozenset[str]


@dataclass(frozen=True, slots=True)
class FramePrediction:
    """The predicted frames and the probability of every frame."""

    labels: tuple[str, ...]
    probabilities: Mapping[str, float]


def _frame_names(fields: Mapping[str, Any], name: str) -> frozenset[str]:
    names = fields.get(name)
    if not isinstance(names, list):
        raise RowError(f"field {name!r} is missing or not a list")
    for frame in names:
        if frame not in FRAMES:
            raise RowError(f"{frame!r} in field {name!r} is no policy frame")
    return frozenset(names)


def _gold(fields: Mapping[str, Any]) -> FrameGold:
    present = _frame_names(fields, "labels")
    if fields.get("frames_scored") is None:
        return FrameGold(present, frozenset(FRAMES))
    scored = _frame_names(fields, "frames_scored")
    if present - scored:
        raise RowError(f"label {min(present - scored)!r} is not among 'frames_scored'")
    return FrameGold(present, scored)


def _predict(
    model: Model, cases: Iterable[Case[FrameGold]]
) -> Iterator[tuple[Case[FrameGold], Sequence[FramePrediction]]]:
    for case, report in reports(model, cases, lambda c: article(c.rows[0].text, c.rows[0])):
        yield case, [_read(report)]


def _read(report: Report) -> FramePrediction:
    scores = {frame.frame: frame.score for frame in report.frames}
    if set(scores) != set(FRAMES):
        raise ModelError(
            "the model does not score the policy frames.",
            hint="Choose a model with the dimension 'framing'.",
        )
    present = {frame.frame for frame in report.frames if frame.present}
    return FramePrediction(
        tuple(frame for frame in FRAMES if frame in present),
        {frame: scores[frame] for frame in FRAMES},
    )


def _grid(sets: Iterable[Iterable[str]]) -> BoolArray:
    """Return ``(n, 15)``, whether each set holds each frame."""
    rows = [[frame in names for frame in FRAMES] for names in map(set, sets)]
    return np.array(rows, dtype=np.bool_).reshape(len(rows), len(FRAMES))


def _measures(
    gold: Sequence[FrameGold], predictions: Sequence[FramePrediction], clusters: IntArray
) -> tuple[Measure, ...]:
    scored = _grid(g.scored for g in gold)
    truth = _grid(g.present for g in gold)
    said = _grid(p.labels for p in predictions) & scored
    scores = np.array([[p.probabilities[f] for f in FRAMES] for p in predictions], dtype=float)
    return (
        Measure(
            "micro_f1", clusters, lambda w: micro_f1.micro_f1(truth, said, w), micro_f1.UNDEFINED
        ),
        Measure(
            "macro_f1", clusters, lambda w: macro_f1.macro_f1(truth, said, w), macro_f1.UNDEFINED
        ),
        Measure(
            "auroc",
            clusters,
            lambda w: auroc.macro_auroc(truth, scores, w, scored),
            auroc.UNDEFINED,
        ),
    )


def _constant(gold: Sequence[FrameGold], _: Sequence[FramePrediction]) -> list[FramePrediction]:
    """Return the same commonest frames for every row: as many as make micro-F1 best.

    The majority of each frame taken alone is mostly "absent", which no F1 can score.
    """
    scored, truth = _grid(g.scored for g in gold), _grid(g.present for g in gold)
    shares = truth.sum(axis=0) / np.maximum(1, scored.sum(axis=0))
    ranked = np.argsort(-truth.sum(axis=0), kind="stable")
    best = max(range(1, len(FRAMES) + 1), key=lambda k: _constant_f1(truth, scored, ranked[:k]))
    labels = tuple(FRAMES[k] for k in sorted(ranked[:best]))
    probabilities = dict(zip(FRAMES, shares.tolist(), strict=True))
    return [FramePrediction(labels, probabilities)] * len(gold)


def _constant_f1(truth: BoolArray, scored: BoolArray, chosen: IntArray) -> float:
    said = np.zeros_like(scored)
    said[:, chosen] = scored[:, chosen]
    return float(np.nan_to_num(micro_f1.micro_f1(truth, said, unit_weights(len(truth))))[0])


def _baseline(train: Sequence[Row[FrameGold]], dev: Sequence[Row[FrameGold]]) -> list[Any]:
    found = baseline.label_probabilities(
        [row.text for row in train],
        _grid(row.gold.present for row in train),
        _grid(row.gold.scored for row in train),
        [row.text for row in dev],
    )
    return [
        FramePrediction(
            tuple(frame for frame, p in zip(FRAMES, row, strict=True) if p >= 0.5),
            dict(zip(FRAMES, row.tolist(), strict=True)),
        )
        for row in found
    ]


def _record(prediction: FramePrediction) -> dict[str, Any]:
    return {"labels": list(prediction.labels), "probabilities": dict(prediction.probabilities)}


TASK = Task(
    name="frames",
    metrics=("micro_f1", "macro_f1", "auroc"),
    gold=_gold,
    predict=_predict,
    record=_record,
    measures=_measures,
    constant=_constant,
    baseline=_baseline,
)
