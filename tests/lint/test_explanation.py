from __future__ import annotations

import pytest

from biascheck.lint.explanation import explain, list_rules
from biascheck.lint.profile import PROFILES
from biascheck.lint.registry import RULES, load_rule


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_explained_with_examples_within_the_width(name):
    told = explain(name)
    assert told.startswith(f"{load_rule(name).CODE} {name}: ")
    for part in ("Flags: ", "Does not flag: ", "Threshold: ", "Profiles: news ", "Source: "):
        assert f"\n{part}" in told
    assert "\nFlagged:\n" in told
    assert "\nNot flagged:\n" in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_list_has_a_line_for_each_rule_under_the_profiles():
    head, *rows = list_rules().splitlines()
    assert head.split() == ["code", "rule", *PROFILES, "finds"]
    assert [row.split()[:2] for row in rows] == [[load_rule(n).CODE, n] for n in RULES]
