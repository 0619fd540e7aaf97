"""What a user sets beside the profiles: desks by path, rules on and off, severities, thresholds.

Everything comes as the words of a flag or of a list in a settings file, such as
``loaded=0.6`` or ``opinion/*=opinion``, and is checked before the first file is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from biascheck.errors import ConfigError
from biascheck.lint import severity
from biascheck.lint.profile import DEFAULT, OFF, Profile, Setting, profile_named
from biascheck.lint.registry import load_rule, rule_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biascheck.lint.severity import Severity

_NO_THRESHOLD: Final = "it has none: its word lists decide"


@dataclass(frozen=True, slots=True)
class Options:
    """How files are linted.

    Attributes:
        profile: For files that neither declare one nor belong to a desk.
        desks: Pairs of a pattern of paths and the name of a profile; the first that fits.
        select: Only these rules; empty: all.
        ignore: Not these rules.
        severities: Rule to its severity, whatever the profile says.
        thresholds: Rule to its threshold, whatever the profile says.
    """

    profile: str = DEFAULT
    desks: tuple[tuple[str, str], ...] = ()
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def profile_of(self, path: str, declared: str | None) -> Profile:
        """Return a file's profile: what it declares, else its desk's, else the default."""
        posix = PurePath(path).as_posix()
        desk = (name for pattern, name in self.desks if _fits(posix, pattern))
        return profile_named(declared or next(desk, self.profile))

    def setting(self, profile: Profile, rule: str) -> Setting:
        """Return how a rule is applied under a profile."""
        if rule in self.ignore or (self.select and rule not in self.select):
            return OFF
        setting = profile.settings[rule]
        if rule in self.severities:
            setting = replace(setting, severity=self.severities[rule])
        if rule in self.thresholds:
            setting = replace(setting, threshold=self.thresholds[rule])
        return setting


def parse_options(
    profile: str = DEFAULT,
    *,
    desks: Iterable[str] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Iterable[str] = (),
    thresholds: Iterable[str] = (),
) -> Options:
    """Return the options that a user wrote, ``select`` and ``ignore`` also apart by commas.

    Raises:
        ConfigError: A rule, profile or severity is unknown, or a threshold is no number in [0, 1].
    """
    return Options(
        profile=profile_named(profile).name,
        desks=tuple(_desk(pair) for pair in desks),
        select=_rules(select),
        ignore=_rules(ignore),
        severities=dict(_severity(pair) for pair in severities),
        thresholds=dict(_threshold(pair) for pair in thresholds),
    )


def _fits(path: str, pattern: str) -> bool:
    """Say whether a path, or its end from some folder on, fits a pattern."""
    return fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}")


def _rules(words: Iterable[str]) -> frozenset[str]:
    parts = (part.strip() for word in words for part in word.split(","))
    return frozenset(rule_name(part) for part in parts if part)


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not equals or not left.strip() or not right.strip():
        raise ConfigError(f"{option} {text!r} is no pair.", hint=f"Write for instance {example!r}.")
    return left.strip(), right.strip()


def _desk(text: str) -> tuple[str, str]:
    pattern, profile = _pair(text, "--desk", "opinion/*=opinion")
    return pattern, profile_named(profile).name


def _severity(text: str) -> tuple[str, Severity | None]:
    rule, word = _pair(text, "--severity", "loaded=info")
    return rule_name(rule), severity.parse(word)


def _threshold(text: str) -> tuple[str, float]:
    word, number = _pair(text, "--threshold", "loaded=0.6")
    rule = rule_name(word)
    if load_rule(rule).THRESHOLD is None:
        raise ConfigError(f"the rule {rule!r} takes no threshold: {_NO_THRESHOLD}.")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise ConfigError(
            f"--threshold {text!r} is no number from 0 to 1.",
            hint="Write for instance 'loaded=0.6'.",
        )
    return rule, value
