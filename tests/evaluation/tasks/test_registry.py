from __future__ import annotations

import pkgutil

import pytest

from biascheck.errors import ConfigError
from biascheck.evaluation import tasks
from biascheck.evaluation.tasks import TASKS, load_task

SHARED = {"task", "classes", "sentences"}


def test_every_file_is_a_task_and_every_task_a_file():
    files = {module.name for module in pkgutil.iter_modules(tasks.__path__)} - SHARED
    assert files == {name.replace("-", "_") for name in TASKS}


@pytest.mark.parametrize("name", TASKS)
def test_name_is_the_address(name):
    task = load_task(name)
    assert task.name == name
    assert task.lead == task.metrics[0]


def test_unknown_task_names_the_near_one():
    with pytest.raises(ConfigError, match="'stance'"):
        load_task("stanse")
