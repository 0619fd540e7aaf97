"""A dimension of another package at work: what it gives, and what it cannot break."""

from __future__ import annotations

import types

import pytest

from biascheck.dimensions.plugins import AddedDimension, Plugin, find_plugins, missing_head
from biascheck.encoder.heads import HeadSpec
from tests.dimensions.hand_made import HandMade
from tests.dimensions.packages import MODULE, install

PLUGIN = Plugin("mood", "mood_of", "moods", "1.0")
SPEC = HeadSpec("mood", "article", ("calm",))


def added(annotate=lambda context: len(context.sentences), to_dict=lambda n: {"n": n}, reason=None):
    module = types.SimpleNamespace(VERSION=2, HEADS=(SPEC,), annotate=annotate, to_dict=to_dict)
    return AddedDimension(PLUGIN, module, reason)


def raising(_):
    raise KeyError("mood")


def test_packages_are_found_without_being_imported(monkeypatch, tmp_path):
    before = set(find_plugins())
    install(monkeypatch, tmp_path, "moods", {"mood": "mood_of"}, mood_of="1 / 0" + MODULE)
    assert set(find_plugins()) - before == {PLUGIN}


def test_a_result_has_version_package_and_values():
    context = HandMade("It rained. It stopped.").context()
    result = added(to_dict=lambda n: {"n": n, "spans": ((0, 1),)}).annotate(context)
    assert (result.version, result.package, result.reason) == (2, "moods 1.0", None)
    assert result.values == {"n": 2, "spans": [[0, 1]]}
    assert context.results["mood"] == 2


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"annotate": raising}, "KeyError"),
        ({"to_dict": raising}, "KeyError"),
        ({"to_dict": lambda n: n}, "not a dict"),
        ({"to_dict": lambda n: {"n": {n}}}, "TypeError"),
        ({"to_dict": lambda _: {"n": float("nan")}}, "ValueError"),
    ],
)
def test_a_failure_becomes_a_reason(parts, said):
    context = HandMade("It rained.").context()
    result = added(**parts).annotate(context)
    assert result.values is None
    assert said in result.reason
    assert "mood" not in context.results


def test_a_dimension_that_cannot_run_is_not_run():
    result = added(annotate=raising, reason="no head").annotate(HandMade("It rained.").context())
    assert (result.values, result.reason) == (None, "no head")


def test_a_missing_head_names_the_next_step():
    module = types.SimpleNamespace(HEADS=(SPEC,))
    assert missing_head("mood", module, {"mood": SPEC}) is None
    other = HeadSpec("mood", "article", ("calm", "tense"))
    for stored in ({}, {"mood": other}):
        assert "biascheck adapt LABELS --dimension mood" in missing_head("mood", module, stored)
