"""The dimensions by name: built-in ones, those of other packages, and broken ones."""

from __future__ import annotations

import pytest

from biascheck.dimensions.dimension import after
from biascheck.dimensions.registry import (
    ALWAYS,
    DIMENSIONS,
    added_dimensions,
    choose,
    list_dimensions,
    load_dimension,
)
from biascheck.errors import ConfigError
from tests.dimensions.packages import MODULE, install

BROKEN = {"missing": None, "raising": "1 / 0", "empty": '"""Nothing."""'}


def test_what_others_need_is_always_computed():
    assert choose(None) == DIMENSIONS
    assert set(choose([])) == set(ALWAYS)
    assert choose(["stance", "genre"]) == ("role", "genre", "sourcing", "stance")
    assert "loaded" in choose(["headline"])


def test_an_unknown_dimension_names_a_near_one():
    with pytest.raises(ConfigError, match="'framing'"):
        choose(["framming"])


def test_every_built_in_dimension_comes_after_those_it_reads():
    for place, name in enumerate(DIMENSIONS):
        assert set(after(load_dimension(name))) <= set(DIMENSIONS[:place])


def test_another_package_adds_a_dimension(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path, "moods", {"mood": "mood_of"}, mood_of=MODULE)
    assert choose(["mood"]) == (*ALWAYS, "mood")
    assert choose(["mood", "all"]) == (*DIMENSIONS, "mood")
    assert choose(None) == DIMENSIONS
    (added,) = added_dimensions(choose(["mood"]), {})
    assert (added.module.VERSION, added.reason) == (3, None)
    with pytest.raises(ConfigError, match="'mood'"):
        choose(["moot"])


def test_a_dimension_brings_those_it_reads(monkeypatch, tmp_path):
    first = MODULE.replace("HEADS", 'AFTER = ("headline",)\nHEADS')
    second = MODULE.replace("HEADS", 'AFTER = ("mood",)\nHEADS')
    entries = {"echo": "echo_of", "mood": "mood_of"}
    install(monkeypatch, tmp_path, "moods", entries, mood_of=first, echo_of=second)
    assert choose(["echo"]) == ("role", "sourcing", "loaded", "headline", "mood", "echo")


def test_dimensions_that_wait_for_one_another(monkeypatch, tmp_path):
    first = MODULE.replace("HEADS", 'AFTER = ("echo",)\nHEADS')
    second = MODULE.replace("HEADS", 'AFTER = ("mood",)\nHEADS')
    entries = {"echo": "echo_of", "mood": "mood_of"}
    install(monkeypatch, tmp_path, "moods", entries, mood_of=first, echo_of=second)
    with pytest.raises(ConfigError, match="echo after mood after echo"):
        choose(["echo"])


def test_two_packages_of_one_name_are_both_told(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path, "moods", {"mood": "mood_of"}, mood_of=MODULE)
    install(monkeypatch, tmp_path, "tempers", {"mood": "temper_of"}, temper_of=MODULE)
    with pytest.raises(ConfigError, match="moods and tempers"):
        choose(["mood"])
    assert choose(["genre"])
    assert [e.fault is not None for e in list_dimensions() if e.name == "mood"] == [True, True]


def test_a_package_cannot_take_a_built_in_name(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path, "frames", {"framing": "frames_of"}, frames_of=MODULE)
    with pytest.raises(ConfigError, match="biascheck and frames"):
        choose(["framing"])
    assert load_dimension("framing").__name__ == "biascheck.dimensions.framing"
    assert choose(None) == choose(["all"]) == DIMENSIONS


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_package_is_named_where_it_is_asked_for_and_nowhere_else(
    monkeypatch, tmp_path, kind
):
    modules = {} if BROKEN[kind] is None else {f"{kind}_mood": BROKEN[kind]}
    install(monkeypatch, tmp_path, "moods", {"mood": f"{kind}_mood"}, **modules)
    with pytest.raises(ConfigError, match="package moods") as caught:
        choose(["mood"])
    assert caught.value.hint
    assert choose(["genre"])
    assert choose(None) == DIMENSIONS


def test_the_list_has_whole_and_broken_ones(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path, "moods", {"mood": "mood_of", "x": "none"}, mood_of=MODULE)
    entries = {entry.name: entry for entry in list_dimensions()}
    assert list(entries)[: len(DIMENSIONS)] == list(DIMENSIONS)
    assert (entries["mood"].package, entries["mood"].release) == ("moods", "1.0")
    assert entries["mood"].fault is None
    assert entries["x"].module is None
    assert "moods" in entries["x"].fault
