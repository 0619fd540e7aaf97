"""Every rule says what it is; the registry holds exactly the rules that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import biascheck.lint.rules
from biascheck.errors import ConfigError
from biascheck.lint.profile import PROFILES
from biascheck.lint.registry import DIMENSIONS, RULES, codes, load_rule, rule_name
from biascheck.lint.rule import describe

FOLDER = Path(biascheck.lint.rules.__file__).parent
TESTS = Path(__file__).parent / "rules"


def test_every_file_is_a_rule_and_every_rule_a_file():
    assert {path.stem for path in FOLDER.glob("*.py")} - {"__init__"} == set(RULES)


def test_codes_are_unique_and_in_order():
    found = [load_rule(name).CODE for name in RULES]
    assert found == sorted(set(found))
    assert all(re.fullmatch(r"BC1\d\d", code) for code in found)
    assert codes() == dict(zip(found, RULES, strict=True))


@pytest.mark.parametrize("name", RULES)
def test_it_says_what_it_finds_what_not_from_where_on_and_after_whom(name):
    said = describe(load_rule(name))
    for part in (said.summary, said.flags, said.does_not_flag, said.threshold, said.source):
        assert len(part.split()) >= 4, part
        assert "Flags:" not in part
        assert "\n" not in part


@pytest.mark.parametrize("name", RULES)
def test_it_has_examples_of_either_kind_and_a_test(name):
    rule = load_rule(name)
    assert rule.FLAGGED
    assert rule.NOT_FLAGGED
    assert rule.find.__doc__
    assert (TESTS / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", RULES)
def test_its_threshold_is_none_or_a_share(name):
    threshold = load_rule(name).THRESHOLD
    assert threshold is None or 0 < threshold < 1


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda it: it.name)
def test_every_profile_speaks_of_every_rule(profile):
    assert set(profile.settings) == set(RULES)


def test_the_dimensions_are_what_the_analyzer_knows():
    from biascheck.dimensions.registry import choose

    assert set(choose(DIMENSIONS)) == set(DIMENSIONS)


@pytest.mark.parametrize("word", ["BC102", "bc102", "loaded", "Loaded"])
def test_a_rule_goes_by_code_and_by_name(word):
    assert rule_name(word) == "loaded"


def test_an_unknown_rule_names_what_is_near():
    with pytest.raises(ConfigError, match=r"unknown rule 'BC120'.*Did you mean 'BC10"):
        rule_name("BC120")
