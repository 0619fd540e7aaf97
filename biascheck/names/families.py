"""Families of names that may stand for one another, as forms found in running text.

Parties, religions, peoples, outlets: each member of a family is written in parallel forms
(adjective, plural, name ...), so that a stand-in takes the place of each in its grammar.

Source: ``stand_ins.json`` was written for biascheck.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biascheck.types import Sentence

# What follows "her" where it is "him"; before anything else it is "his".
_OBJECT: Final = re.compile(
    r"[^\w\s]|\s*$|\s+(?:a|about|after|again|against|all|also|an|and|as|at|back|because|before|but"
    r"|by|down|during|for|from|how|if|in|into|is|not|of|off|on|or|out|over|so|than|that|the|then"
    r"|through|to|today|too|two|until|up|was|were|what|when|where|while|who|why|with)\b"
)


class Form(NamedTuple):
    """A form in the text: its family, which member it is of, and the number of the form."""

    span: Span
    family: str
    member: str
    form: int


@dataclass(frozen=True, slots=True)
class Table:
    """The table of stand-ins.

    Attributes:
        people: (given name, surname) of stand-ins.
        surnames: Surnames of leaders, known without a given name beside them.
        countries: (name, adjective, plural of the people, capital) of stand-ins.
        places: Names of stand-ins.
        families: Family to the forms of its stand-ins.
        genders: Words of one gender to those that are read for both.
        forms: A form to (family, member, number of the form).
        uncertain: Forms that are common words where a sentence begins with them.
        pattern: Finds any form, and any word of ``genders``.
    """

    people: Sequence[tuple[str, str]]
    surnames: frozenset[str]
    countries: Sequence[Sequence[str]]
    places: Sequence[str]
    families: Mapping[str, Sequence[Sequence[str]]]
    genders: Mapping[str, str]
    forms: Mapping[str, tuple[str, str, int]]
    uncertain: frozenset[str]
    pattern: re.Pattern[str]


@cache
def load_table() -> Table:
    """Read the table once."""
    raw = json.loads(Path(__file__).with_name("stand_ins.json").read_text("utf-8"))
    forms = dict(_forms(raw["families"]))
    found = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
    words = "|".join(map(re.escape, sorted(raw["genders"], key=lambda w: -len(w))))
    return Table(
        people=[(first, last) for first, last in raw["persons"]["stand_ins"]],
        surnames=frozenset(raw["persons"]["surnames"]),
        countries=raw["countries"]["stand_ins"],
        places=[name for (name,) in raw["places"]["stand_ins"]],
        families={name: family["stand_ins"] for name, family in raw["families"].items()},
        genders=raw["genders"],
        forms=forms,
        uncertain=frozenset(w for f in raw["families"].values() for w in f["uncertain"]),
        pattern=re.compile(rf"(?<![\w&'’.-])(?:(?P<form>{found})|{words}|[Hh]er)(?![\w-])"),
    )


def _forms(families: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str, int]]]:
    for family, content in families.items():
        for cells in content["members"]:
            member = next(cell.split("|")[0] for cell in reversed(cells) if cell)
            for number, cell in enumerate(cells):
                for form in filter(None, cell.split("|")):
                    yield form, (family, member, number)
                    if form.startswith("The "):
                        yield f"the {form[4:]}", (family, member, number)


def find_forms(text: str, sentence: Sentence) -> tuple[list[Form], list[tuple[Span, str]]]:
    """Return what a sentence holds of the table, in order.

    Returns:
        The forms of families; the words of one gender, and what is read for both.
    """
    table = load_table()
    forms: list[Form] = []
    genders: list[tuple[Span, str]] = []
    for match in table.pattern.finditer(text, sentence.start, sentence.end):
        word = match.group("form")
        if word is None:
            genders.append((Span(*match.span()), _neutral(text, match, table)))
        elif word not in table.uncertain or match.start() != sentence.start:
            forms.append(Form(Span(*match.span()), *table.forms[word]))
    return forms, genders


def _neutral(text: str, match: re.Match[str], table: Table) -> str:
    word = match.group()
    if word.lower() != "her":
        return table.genders[word]
    found = "him" if _OBJECT.match(text, match.end()) else "his"
    return found if word.islower() else found.capitalize()
