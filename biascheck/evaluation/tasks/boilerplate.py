"""Boilerplate: is the line or block a part of the article, or page furniture?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.tasks.classes import Classes, ClassPrediction
from biascheck.evaluation.tasks.sentences import sentence_task

if TYPE_CHECKING:
    from biascheck.types import SentenceLabel

_CLASSES = Classes(("content", "boilerplate"), ("macro_f1",))


def _decide(label: SentenceLabel) -> ClassPrediction:
    # The role is the report's own decision and may differ from a threshold of 0.5.
    decided = "boilerplate" if label.role == "boilerplate" else "content"
    return _CLASSES.binary(label.probabilities["boilerplate"], decided)


TASK = sentence_task(
    "boilerplate",
    _CLASSES,
    _decide,
    blocks=True,
)
