"""The metrics of frame protocols, and the baseline that always gives the same frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics import auroc, macro_f1, micro_f1
from biascheck.evaluation.tasks.frames import TASK, FrameGold
from biascheck.labels import FRAMES

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray


def frame_measures(
    present: BoolArray, scored: BoolArray, scores: FloatArray, said: BoolArray, clusters: IntArray
) -> tuple[Measure, ...]:
    """Return macro-F1, mean AUC and micro-F1; arrays ``[n, 15]``, clusters ``[n]``.

    Args:
        present: Whether the text has the frame.
        scored: Whether its corpus decides on the frame in this text.
        scores: Higher means more probably present.
        said: What was decided.
        clusters: Of the bootstrap.
    """
    decided = said & scored
    return (
        Measure(
            "macro_f1",
            clusters,
            lambda w: macro_f1.macro_f1(present, decided, w),
            macro_f1.UNDEFINED,
        ),
        Measure(
            "auroc",
            clusters,
            lambda w: auroc.macro_auroc(present, scores, w, scored),
            auroc.UNDEFINED,
        ),
        Measure(
            "micro_f1",
            clusters,
            lambda w: micro_f1.micro_f1(present, decided, w),
            micro_f1.UNDEFINED,
        ),
    )


def majority_frames(
    present: BoolArray, scored: BoolArray, clusters: IntArray
) -> tuple[Measure, ...]:
    """Return the metrics of the majority baseline, see ``tasks.frames``."""
    gold = [
        FrameGold(_names(row), _names(known)) for row, known in zip(present, scored, strict=True)
    ]
    found = {m.name: m for m in TASK.measures(gold, TASK.constant(gold, []), clusters)}
    return tuple(found[name] for name in ("macro_f1", "auroc", "micro_f1"))


def _names(row: BoolArray) -> frozenset[str]:
    return frozenset(name for name, here in zip(FRAMES, row, strict=True) if here)
