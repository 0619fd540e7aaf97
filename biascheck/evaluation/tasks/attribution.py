"""Attribution: does the sentence's content belong to a source?"""

from __future__ import annotations

from biascheck.evaluation.tasks.classes import Classes
from biascheck.evaluation.tasks.sentences import sentence_task

_CLASSES = Classes(("not", "attributed"), ("macro_f1", "auroc", "ece"))

TASK = sentence_task(
    "attribution",
    _CLASSES,
    lambda label: _CLASSES.binary(label.attributed),
)
