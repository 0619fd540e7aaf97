"""What every dimension must say about itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import biascheck.dimensions
from biascheck.dimensions.registry import ALWAYS, DIMENSIONS, all_heads, choose, load_dimension
from biascheck.encoder.heads import HeadSpec
from biascheck.errors import ConfigError

FOLDER = Path(biascheck.dimensions.__file__).parent
NO_DIMENSION = {"__init__", "context", "registry"}


def test_every_file_is_a_dimension():
    assert {path.stem for path in FOLDER.glob("*.py")} - NO_DIMENSION == set(DIMENSIONS)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_it_says_what_it_measures_and_from_where(name):
    text = " ".join(
        ast.get_docstring(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))).split()
    )
    for word in ("Measures:", "not measure", "Source:"):
        assert word in text, word


@pytest.mark.parametrize("name", DIMENSIONS)
def test_it_has_version_heads_and_annotate(name):
    module = load_dimension(name)
    assert isinstance(module.VERSION, int)
    assert all(isinstance(spec, HeadSpec) for spec in module.HEADS)
    assert module.annotate.__doc__


def test_heads_are_gathered_in_order():
    assert [spec.name for spec in all_heads()][:2] == ["axes", "role"]
    assert {s.level for s in all_heads()} >= {"token", "unit", "sentence", "article", "mention"}


def test_what_others_need_is_always_computed():
    assert choose(None) == DIMENSIONS
    assert set(choose([])) == set(ALWAYS)
    assert choose(["stance", "genre"]) == ("role", "genre", "sourcing", "stance")
    assert "loaded" in choose(["headline"])


def test_an_unknown_dimension_names_a_near_one():
    with pytest.raises(ConfigError, match="'framing'"):
        choose(["framming"])
