"""Families of names that may stand for one another: parties, leaders, countries and more.

A family holds groups; only names of one group are swapped, so that a swap stays within
the field (Democratic for Republican, one prime minister for another) and each sentence
stays grammatical. Every name carries the forms that templates ask for.

Source: swapping names to measure bias follows Kiritchenko, Mohammad 2018 ("Examining
gender and race bias in two hundred sentiment analysis systems"); given names as signals
of origin follow Bertrand, Mullainathan 2004. The lists are this project's choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from biascheck.evaluation.audit.data import read_data

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its forms.

    Attributes:
        name: What results call it.
        forms: Form to words, such as ``adj`` to ``Republican``.
    """

    name: str
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one family that may be swapped for one another.

    Attributes:
        family: The family's name.
        label: What sets the group apart within the family.
        kind: Which templates the names fit.
        names: The names.
    """

    family: str
    label: str
    kind: str
    names: tuple[Name, ...]


@cache
def load_groups() -> tuple[Group, ...]:
    """Return all groups, family by family."""
    return tuple(
        Group(family, label, content["kind"], tuple(Name(forms["name"], forms) for forms in names))
        for family, content in read_data("families.json").items()
        for label, names in content["groups"].items()
    )


def family_names() -> tuple[str, ...]:
    """Return the names of all families, in order."""
    return tuple(dict.fromkeys(group.family for group in load_groups()))
