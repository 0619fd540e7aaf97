"""Rules in words: one explained, or all in a list."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from biascheck.lint.profile import PROFILES
from biascheck.lint.registry import RULES, load_rule
from biascheck.lint.rule import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.lint.profile import Setting

_WIDTH = 80


def explain(name: str) -> str:
    """Return what a rule flags, what not, from where on, after whom, with examples."""
    rule = load_rule(name)
    said = describe(rule)
    parts = [
        _wrapped(f"{rule.CODE} {name}: {said.summary}."),
        _wrapped(f"Flags: {said.flags}"),
        _wrapped(f"Does not flag: {said.does_not_flag}"),
        _wrapped(f"Threshold: {said.threshold}"),
        _wrapped(f"Profiles: {', '.join(_by_profile(name))}."),
        _wrapped(f"Source: {said.source}"),
        "Flagged:\n\n" + _indented(rule.FLAGGED[0]),
        "Not flagged:\n\n" + _indented(rule.NOT_FLAGGED[0]),
    ]
    return "\n\n".join(parts) + "\n"


def list_rules() -> str:
    """Return a line for each rule: code, name, severity in each profile, what it finds."""
    rows = [("code", "rule", *PROFILES, "finds")]
    for name in RULES:
        rule = load_rule(name)
        severities = (_severity(profile.settings[name]) for profile in PROFILES.values())
        rows.append((rule.CODE, name, *severities, describe(rule).summary))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )


def _by_profile(name: str) -> Iterator[str]:
    for profile in PROFILES.values():
        setting = profile.settings[name]
        above = "" if setting.threshold is None else f" from {setting.threshold:g} on"
        yield f"{profile.name} {_severity(setting)}{above}"


def _severity(setting: Setting) -> str:
    return "off" if setting.severity is None else setting.severity.label


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _indented(article: str) -> str:
    paragraphs = (
        textwrap.fill(
            line, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
        )
        for line in article.split("\n")
    )
    return "\n".join(paragraphs)
