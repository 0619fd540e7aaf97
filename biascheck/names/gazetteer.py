"""The alias table: which words name which country, organisation or group.

The table ``gazetteer.json`` was written for biascheck; it holds

- every member and observer state of the United Nations, Kosovo and Taiwan with
  short names, abbreviations, ``people`` (adjectives and demonyms, which count for
  the country: "Russian troops" is about Russia), and ``capitals``;
- ``metonyms``, which always stand for somebody ("the Kremlin" for Russia);
- dependent territories, American states, contested regions and large cities;
- international organisations, parties, institutions, armed groups, churches,
  companies and media (``medium``: a name that often only says where words appeared);
- religious, ethnic and political groups.

An own table and no package: pycountry and Babel hold country names, but neither
adjectives, capitals nor metonyms, and each costs more time to import than the
rest of an analysis needs (Babel 2.18 and pycountry 26.2 were used to check that no
state is missing).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from biascheck.names.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.labels import TargetKind

AliasSort: TypeAlias = Literal["name", "people", "capital", "metonym"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table; ``name`` is the name reports show."""

    name: str
    kind: TargetKind
    country: bool
    medium: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A sequence of token texts that names an entry, and in which manner."""

    tokens: tuple[str, ...]
    entry: Entry
    sort: AliasSort


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The table in memory; ``by_first`` lists aliases by first token, longest first."""

    by_first: Mapping[str, tuple[Alias, ...]]
    masculine: frozenset[str]
    feminine: frozenset[str]

    def match(self, tokens: Sequence[Token], at: int) -> Alias | None:
        """Return the longest alias that begins at token ``at``, or None."""
        for alias in self.by_first.get(tokens[at].norm, ()):
            size = len(alias.tokens)
            if size == 1:
                return alias
            if at + size > len(tokens) or tokens[at + 1].norm != alias.tokens[1]:
                continue
            if all(tokens[at + k].norm == alias.tokens[k] for k in range(2, size)):
                return alias
        return None

    def is_given_name(self, word: str) -> bool:
        """Return whether the word is one of the common given names of the table."""
        return word in self.masculine or word in self.feminine


@cache
def load_gazetteer() -> Gazetteer:
    """Read the table once (a few milliseconds)."""
    raw = json.loads(Path(__file__).with_name("gazetteer.json").read_text("utf-8"))
    by_first: defaultdict[str, list[Alias]] = defaultdict(list)
    for row in raw["entities"]:
        entry = Entry(row["name"], row["kind"], row.get("country", False), row.get("medium", False))
        for alias in _aliases(entry, row):
            by_first[alias.tokens[0]].append(alias)
    return Gazetteer(
        {k: tuple(sorted(v, key=lambda a: -len(a.tokens))) for k, v in by_first.items()},
        frozenset(raw["given_names"]["masculine"]),
        frozenset(raw["given_names"]["feminine"]),
    )


def _aliases(entry: Entry, row: Mapping[str, list[str]]) -> list[Alias]:
    sorts: tuple[tuple[AliasSort, list[str]], ...] = (
        ("name", [entry.name, *row.get("aliases", [])]),
        ("people", row.get("people", [])),
        ("capital", row.get("capitals", [])),
        ("metonym", row.get("metonyms", [])),
    )
    return [
        Alias(tuple(t.norm for t in tokenize(surface)), entry, sort)
        for sort, surfaces in sorts
        for surface in surfaces
    ]
