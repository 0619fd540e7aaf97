"""Role: who says what kind of thing in this sentence?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.tasks.classes import Classes, ClassPrediction
from biascheck.evaluation.tasks.sentences import sentence_task
from biascheck.labels import ROLES

if TYPE_CHECKING:
    from biascheck.types import SentenceLabel

_CLASSES = Classes(ROLES, ("macro_f1", "opinion_f1", "auroc", "ece"))


def _decide(label: SentenceLabel) -> ClassPrediction:
    return ClassPrediction(label.role, {role: label.probabilities[role] for role in ROLES})


TASK = sentence_task("role", _CLASSES, _decide)
