"""The alias table: complete, unambiguous, and the words it must know."""

from __future__ import annotations

from collections import defaultdict

import pytest

from biascheck.names.gazetteer import load_gazetteer
from biascheck.names.tokens import tokenize


def owner(words: str) -> str | None:
    alias = load_gazetteer().match(tokenize(words), 0)
    return alias.entry.name if alias else None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Yerevan", "Armenia"),
        ("Azeri", "Azerbaijan"),
        ("Kremlin", "Russia"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("N'Djamena", "Chad"),
        ("U.S.", "United States"),
        ("Washington, D.C.", "United States"),
        ("South Sudanese", "South Sudan"),
        ("North Koreans", "North Korea"),
        ("Nagorno-Karabakh", "Nagorno-Karabakh"),
        ("CSTO", "Collective Security Treaty Organization"),
        ("Washington Post", "Washington Post"),
        ("al-Qaeda", "al-Qaeda"),
        ("Tories", "Conservative Party"),
    ],
)
def test_aliases(words: str, name: str) -> None:
    assert owner(words) == name


def test_every_state_is_there_with_an_adjective_or_capital() -> None:
    sorts: defaultdict[str, set[str]] = defaultdict(set)
    for aliases in load_gazetteer().by_first.values():
        for alias in aliases:
            if alias.entry.country:
                sorts[alias.entry.name].add(alias.sort)
    assert len(sorts) == 197  # 193 members, 2 observers, Kosovo, Taiwan
    assert all({"people", "capital"} & found or name == "Vatican City"
               for name, found in sorts.items())  # fmt: skip


def test_no_alias_has_two_owners() -> None:
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for aliases in load_gazetteer().by_first.values():
        for alias in aliases:
            owners[alias.tokens].add(alias.entry.name)
    assert {tokens: found for tokens, found in owners.items() if len(found) > 1} == {}


def test_longest_alias_wins() -> None:
    assert owner("New York Times reporters") == "New York Times"
    assert owner("New York streets") == "New York"
