"""docs/lint.md and the hook say what the registry says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from biascheck.cli.app import COMMANDS
from biascheck.lint.declaration import KEYS, WORDS
from biascheck.lint.formats import FORMATS
from biascheck.lint.profile import PROFILES
from biascheck.lint.registry import RULES, load_rule
from biascheck.lint.rule import describe

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")


def _setting(profile, name):
    setting = profile.settings[name]
    severity = "off" if setting.severity is None else setting.severity.label
    return severity if setting.threshold is None else f"{severity} from {setting.threshold:g} on"


def test_the_table_of_rules_is_the_registry():
    rows = re.findall(r"^\| BC\d+ .*$", TEXT, re.MULTILINE)
    assert rows == [
        " | ".join(
            [
                f"| {load_rule(name).CODE}",
                f"`{name}`",
                *(_setting(profile, name) for profile in PROFILES.values()),
                f"{describe(load_rule(name)).summary} |",
            ]
        )
        for name in RULES
    ]


@pytest.mark.parametrize("name", RULES)
def test_thresholds_are_those_of_the_rules(name):
    threshold = load_rule(name).THRESHOLD
    told = "none" if threshold is None else f"{threshold:g}"
    assert f"\n| `{name}` | {told} |" in TEXT


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_its_line_of_precision(name):
    assert re.search(rf"^\| `{name}` \| news", TEXT, re.MULTILINE)


def test_formats_and_declarations_are_named():
    assert all(f"--format {name}" in TEXT for name in FORMATS if name != "text")
    assert all(f"`{key}`" in TEXT for key in KEYS)
    assert all(re.search(rf"\b{word}\b", TEXT) for word in WORDS)


def test_the_hook_calls_a_command_that_there_is():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, command = hook["entry"].split()
    assert program == "biascheck"
    assert command in COMMANDS
    assert hook["id"] in TEXT
    assert hook["language"] == "python"


def test_the_settings_shown_are_settings():
    import tomllib

    from biascheck.cli.app import load_command
    from biascheck.cli.settings import Settings, options_of
    from biascheck.lint.options import parse_options

    shown = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
    settings = Settings(None, tomllib.loads(shown))
    found = settings.of(("lint",), options_of(load_command("lint")))
    options = parse_options(
        desks=found["desk"],
        ignore=found["ignore"],
        severities=found["severity"],
        thresholds=found["threshold"],
    )
    assert options.profile_of("opinion/ferry.md", None).name == "opinion"
