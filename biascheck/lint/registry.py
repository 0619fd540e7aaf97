"""The rules by name and by code: the file name is the rule's name, imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from biascheck.lint.rule import Rule

# In the order of their codes.
RULES: Final = ("opinion", "loaded", "unattributed", "headline", "sourcing")
# What the rules read; voice and quotes are always computed.
DIMENSIONS: Final = ("role", "sourcing", "loaded", "headline")


def load_rule(name: str) -> Rule:
    """Return the module of a rule, by its name."""
    return cast("Rule", import_module(f"biascheck.lint.rules.{name}"))


def codes() -> dict[str, str]:
    """Return each code with its rule's name, in order."""
    return {load_rule(name).CODE: name for name in RULES}


def rule_name(word: str, source: str | None = None) -> str:
    """Return the name of the rule that a user means by a name or a code, in any case.

    Raises:
        ConfigError: There is none; says which is near.
    """
    known = codes()
    name = known.get(word.upper(), word.lower())
    if name not in RULES:
        raise unknown_name("rule", word, (*known, *RULES), source)
    return name
