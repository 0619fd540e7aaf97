"""Cases that any model worth shipping must get right, run with the one that ships.

Every built-in dimension has a file of them in ``examples``: ``FLAG`` and ``DO_NOT_FLAG``
are pairs of a label and a text, and ``found`` says which labels a report carries.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from biascheck.dimensions.registry import DIMENSIONS
from biascheck.encoder.persistence import installed_models

needs_model = pytest.mark.skipif(not installed_models(), reason="no model is installed")
FOLDER = Path(__file__).parent / "examples"
EXAMPLES = {
    path.stem: import_module(f"tests.dimensions.examples.{path.stem}")
    for path in sorted(FOLDER.glob("*.py"))
}


@cache
def _found(name, text):
    return EXAMPLES[name].found(_analyzer().analyze(text))


@cache
def _analyzer():
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained(threads=1)


def _cases(kind):
    return [
        pytest.param(name, label, text, id=f"{name}-{number}-{label}")
        for name, module in EXAMPLES.items()
        for number, (label, text) in enumerate(getattr(module, kind))
    ]


def test_every_dimension_has_examples_and_no_other():
    assert set(EXAMPLES) == set(DIMENSIONS)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_there_are_enough_of_either_kind(name):
    assert len(EXAMPLES[name].FLAG) >= 3
    assert len(EXAMPLES[name].DO_NOT_FLAG) >= 3


@needs_model
@pytest.mark.parametrize(("name", "label", "text"), _cases("FLAG"))
def test_flagged(name, label, text):
    assert label in _found(name, text)


@needs_model
@pytest.mark.parametrize(("name", "label", "text"), _cases("DO_NOT_FLAG"))
def test_not_flagged(name, label, text):
    assert label not in _found(name, text)
