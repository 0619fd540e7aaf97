"""Subjectivity: does the author of the sentence evaluate, argue or speculate?"""

from __future__ import annotations

from biascheck.evaluation.tasks.classes import Classes
from biascheck.evaluation.tasks.sentences import sentence_task

_CLASSES = Classes(("objective", "subjective"), ("macro_f1", "auroc", "ece"))

TASK = sentence_task(
    "subjectivity",
    _CLASSES,
    lambda label: _CLASSES.binary(label.subjective),
)
