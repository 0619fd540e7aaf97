"""What every dimension must say about itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import biascheck.dimensions
from biascheck.dimensions.dimension import check_dimension, describe
from biascheck.dimensions.registry import DIMENSIONS, all_heads, load_dimension

FOLDER = Path(biascheck.dimensions.__file__).parent
NO_DIMENSION = {"__init__", "context", "dimension", "plugins", "registry"}


def test_every_file_is_a_dimension():
    assert {path.stem for path in FOLDER.glob("*.py")} - NO_DIMENSION == set(DIMENSIONS)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_it_defines_what_a_dimension_must(name):
    module = load_dimension(name)
    check_dimension(name, module)
    assert module.annotate.__doc__


@pytest.mark.parametrize("name", DIMENSIONS)
def test_it_says_what_it_measures_what_not_and_from_where(name):
    said = describe(load_dimension(name))
    for part in (said.measures, said.does_not_measure, said.source):
        assert len(part.split()) >= 4


@pytest.mark.parametrize("name", DIMENSIONS)
def test_it_has_tests_and_examples(name):
    tests = Path(__file__).parent
    assert (tests / f"test_{name}.py").is_file()
    assert (tests / "examples" / f"{name}.py").is_file()


def test_heads_are_gathered_in_order():
    assert [spec.name for spec in all_heads()][:2] == ["axes", "role"]
    assert {s.level for s in all_heads()} >= {"token", "unit", "sentence", "article", "mention"}
