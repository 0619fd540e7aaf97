"""The front door: what it shows is what it says, and it opens quickly."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import biascheck
from tests import fakes, reports

ROOT = Path(__file__).parents[2]


def test_all_is_sorted_and_short():
    assert biascheck.__all__ == sorted(biascheck.__all__)
    assert len(biascheck.__all__) <= 16


def test_exported_members_are_what_all_says(monkeypatch):
    fakes.install(monkeypatch)
    members = {name: getattr(biascheck, name) for name in biascheck.__all__}
    own = {"analyze", "__version__"}
    assert set(biascheck._HOMES) == set(members) - own
    for name in set(members) - own:
        assert members[name].__name__.removeprefix("Fake") == name


def test_unknown_attribute_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = biascheck.no_such_name


def test_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == biascheck.__version__


def test_analyze_loads_the_default_model_once(monkeypatch):
    fakes.install(monkeypatch)
    biascheck._default_analyzer.cache_clear()
    article = reports.harbour_bridge().article
    assert biascheck.analyze(article).article == article
    biascheck.analyze(article)
    assert fakes.FakeAnalyzer.loaded == [(None, "cpu", None)]
    biascheck._default_analyzer.cache_clear()
