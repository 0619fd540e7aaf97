"""What a module must define to be a dimension, and what it says about itself."""

from __future__ import annotations

import types

import pytest

from biascheck.dimensions.dimension import after, check_dimension, describe
from biascheck.encoder.heads import HeadSpec
from biascheck.errors import ConfigError

SAID = """Mood: is it calm?

Measures: the ``mood`` of
the article. Does not
measure: the weather.

Source: made up for
a test.

Limits: many.
"""


def module(**changes):
    values = {
        "VERSION": 1,
        "HEADS": (HeadSpec("mood", "article", ("calm",)),),
        "annotate": lambda context: context,
        "to_dict": lambda result: {"label": result},
        "AFTER": ("role",),
        "LABELS": ("calm", "tense"),
    }
    found = types.ModuleType("mood", SAID)
    for name, value in {**values, **changes}.items():
        if value is not None:
            setattr(found, name, value)
    return found


def test_a_whole_module_passes():
    check_dimension("mood", module(), package="moods", taken={"axes"})
    check_dimension("mood", module(AFTER=None, LABELS=None), package="moods")
    check_dimension("mood", module(to_dict=None))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"__doc__": "Mood. Measures: the mood."}, "'Source:'"),
        ({"VERSION": None}, "VERSION"),
        ({"VERSION": True}, "VERSION"),
        ({"VERSION": 0}, "VERSION"),
        ({"HEADS": None}, "HEADS"),
        ({"HEADS": ["mood"]}, "HEADS"),
        ({"HEADS": (HeadSpec("mood", "article", ()),)}, "no output"),
        ({"HEADS": (HeadSpec("axes", "article", ("calm",)),)}, "another dimension's head"),
        ({"annotate": None}, "no function annotate"),
        ({"to_dict": None}, "no function to_dict"),
        ({"AFTER": "role"}, "AFTER"),
        ({"LABELS": (1, 2)}, "LABELS"),
    ],
)
def test_what_is_missing_is_named_with_the_package(changes, fault):
    with pytest.raises(ConfigError) as caught:
        check_dimension("mood", module(**changes), package="moods", taken={"axes"})
    assert fault in str(caught.value)
    assert "moods" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["", "Mood", "1mood", "a,b", "mood v2"])
def test_a_name_fits_options_and_keys(name):
    with pytest.raises(ConfigError, match="its name"):
        check_dimension(name, module(), package="moods")


def test_every_fault_is_told_at_once():
    with pytest.raises(ConfigError, match=r"VERSION.*HEADS.*annotate"):
        check_dimension("mood", module(VERSION=None, HEADS=None, annotate=None))


def test_the_docstring_is_taken_apart():
    said = describe(module())
    assert said.measures == "the mood of the article."
    assert said.does_not_measure == "the weather."
    assert said.source == "made up for a test."


def test_a_dimension_that_reads_nothing_comes_after_nothing():
    assert after(module(AFTER=None)) == ()
    assert after(module()) == ("role",)
