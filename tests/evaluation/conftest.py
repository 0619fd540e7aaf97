from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import settings

from biascheck.evaluation.runner import evaluate
from biascheck.evaluation.tasks import load_task
from tests.evaluation import corpus_folder
from tests.evaluation.fake_analyzer import FakeAnalyzer

# A busy machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def write(tmp_path):
    """Write rows (or raw lines) as JSON Lines and return the path."""

    def run(rows, name="rows.jsonl"):
        path = tmp_path / name
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        opener = gzip.open if name.endswith(".gz") else open
        with opener(path, "wt", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return path

    return run


@pytest.fixture
def analyzer():
    return FakeAnalyzer()


@pytest.fixture
def run(write, analyzer):
    """Evaluate rows with the fake analyzer."""

    def go(task, rows, **options):
        return evaluate(load_task(task), write(rows), analyzer, **options)

    return go


@pytest.fixture
def data(tmp_path):
    """Return a small folder of corpora."""
    folder = tmp_path / "data"
    corpus_folder.make(folder)
    return folder
