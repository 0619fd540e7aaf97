"""The tasks of ``biascheck evaluate``, one per file; the file's name is the task's."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from biascheck.evaluation.tasks.task import Task

# With what a row of each is, for the help.
TASKS: Final = {
    "subjectivity": "Sentences in which the author is subjective or objective.",
    "attribution": "Sentences whose content is attributed to a source or not.",
    "loaded": "Sentences that are lexically biased or neutral.",
    "boilerplate": "Lines or blocks of a page that are boilerplate or content.",
    "role": "Sentences that are reporting, quote, opinion or boilerplate.",
    "genre": "Articles that are news or opinion.",
    "passages": "Articles whose opinion passages are marked.",
    "frames": "Texts with the policy frames they use.",
    "stance": "Texts with a target, its mentions, and the stance towards it.",
    "stance-article": "Articles with the stance towards a target given by name.",
}


def load_task(name: str) -> Task[Any, Any]:
    """Return the task of this name.

    Raises:
        ConfigError: If there is none.
    """
    if name not in TASKS:
        raise unknown_name("task", name, TASKS)
    task: Task[Any, Any] = import_module(f"{__name__}.{name.replace('-', '_')}").TASK
    return task
