"""Loaded: does the sentence slant by its choice of words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.errors import ModelError
from biascheck.evaluation.tasks.classes import Classes, ClassPrediction
from biascheck.evaluation.tasks.sentences import sentence_task

if TYPE_CHECKING:
    from biascheck.types import SentenceLabel

_CLASSES = Classes(("neutral", "biased"), ("macro_f1", "auroc", "ece"))


def _decide(label: SentenceLabel) -> ClassPrediction:
    if label.loaded is None:
        raise ModelError(
            "the model says nothing about loaded sentences.",
            hint="Choose a model with the dimension 'loaded'.",
        )
    return _CLASSES.binary(label.loaded)


TASK = sentence_task("loaded", _CLASSES, _decide)
