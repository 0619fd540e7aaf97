"""Stand-ins: neutral names that the encoder reads in the place of the article's own.

A judgement must not hang on who is written about, so the encoder is not told: each person,
country, place, party, outlet, religion and people of an article is read under the name of a
stand-in, the same one throughout the article and in the same grammatical form. Reports show
the names as they are written; organisations of other kinds, companies and laws are read as
they are.

Source: entities are anonymised as in Hermann et al. 2015, "Teaching Machines to Read and
Comprehend"; here natural names take their place, since the encoder learnt from natural text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from biascheck.names.entities import surname
from biascheck.names.families import find_forms, load_table
from biascheck.names.targets import find_entities
from biascheck.names.tokens import tokenize
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biascheck.names.article import Names
    from biascheck.names.entities import Entity
    from biascheck.names.families import Form
    from biascheck.names.recognition import Mention
    from biascheck.names.tokens import Token

_ADJECTIVE, _PLURAL, _CAPITAL = 1, 2, 3


class StandIn(NamedTuple):
    """What is read in the place of a span of the text."""

    span: Span
    text: str


def find_stand_ins(text: str, names: Names) -> tuple[StandIn, ...]:
    """Return the stand-ins of a text, ordered and disjoint.

    Args:
        text: The text.
        names: What was recognised in the sentences that are read.
    """
    return _Casting(text, names).cast()


class _Casting:
    """Gives each name of one article its stand-in; numbers follow the first mention."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._table = load_table()
        self._numbers: dict[tuple[str, str], int] = {}
        self._people: dict[str, int] = {}

    def cast(self) -> tuple[StandIn, ...]:
        entities = find_entities(self._text, self._names)
        longer = {
            place: mention.span
            for entity in entities
            for mention in entity.mentions
            if _is_whole(mention)
            for place in range(mention.span.start, mention.span.end)
        }
        read = [find_forms(self._text, line.sentence) for line in self._names.lines]
        found = list(self._families([form for forms, _ in read for form in forms], longer))
        found += [StandIn(span, word) for _, genders in read for span, word in genders]
        for entity in entities:
            found += self._entity(entity)
        found += self._leaders()
        return tuple(_disjoint(found))

    def _number(self, family: str, member: str) -> int:
        """Return the number of a member among those of its family that were met."""
        taken = sum(known == family for known, _ in self._numbers)
        return self._numbers.setdefault((family, member), taken)

    def _families(self, forms: Iterable[Form], longer: Mapping[int, Span]) -> Iterator[StandIn]:
        """Yield forms of families, but for those inside a longer name."""
        for form in forms:
            name = longer.get(form.span.start, form.span)
            if name.contains(form.span) and name != form.span:
                continue
            stand_ins = self._table.families[form.family]
            one = stand_ins[self._number(form.family, form.member) % len(stand_ins)]
            yield StandIn(form.span, one[form.form])

    def _entity(self, entity: Entity) -> Iterator[StandIn]:
        if entity.kind == "person":
            number = len(self._people)
            for mention in entity.mentions:
                if not mention.office:
                    self._people[surname(mention.words)] = number
                    yield from self._person(mention, entity, number)
        elif entity.kind == "place":
            for mention in entity.mentions:
                yield StandIn(mention.span, self._place(mention, entity))

    def _person(self, mention: Mention, entity: Entity, number: int) -> Iterator[StandIn]:
        """Yield the given name's and the surname's stand-in; names between are left out."""
        first, last = self._table.people[number % len(self._table.people)]
        words = _words(self._text, mention)
        if len(words) > 1:
            yield StandIn(Span(words[0].start, words[0].end), first)
            if len(words) > 2:
                yield StandIn(Span(words[0].end, words[-1].start), " ")
        given = len(words) == 1 and entity.name.split()[0] == words[0].norm != entity.name
        if words:
            yield StandIn(Span(words[-1].start, words[-1].end), first if given else last)

    def _place(self, mention: Mention, entity: Entity) -> str:
        alias = mention.alias
        if alias is None or not alias.entry.country or entity.name != alias.entry.name:
            places = self._table.places
            return places[self._number("places", entity.name) % len(places)]
        countries = self._table.countries
        forms = countries[self._number("countries", entity.name) % len(countries)]
        if alias.sort == "people":
            return forms[_PLURAL if mention.words[-1].endswith("s") else _ADJECTIVE]
        return forms[0] if alias.sort == "name" else forms[_CAPITAL]

    def _leaders(self) -> Iterator[StandIn]:
        """Yield surnames of leaders that stand alone and were not recognised."""
        for line in self._names.lines:
            for token in line.tokens:
                if token.norm in self._table.surnames:
                    number = self._people.setdefault(token.norm, len(self._people))
                    last = self._table.people[number % len(self._table.people)][1]
                    yield StandIn(Span(token.start, token.end), last)


def _is_whole(mention: Mention) -> bool:
    """Return whether a name of several words is read as one, whatever words it holds."""
    return mention.kind != "place" and len(mention.words) > 1


def _words(text: str, mention: Mention) -> list[Token]:
    return [t for t in tokenize(text, mention.span.start, mention.span.end) if t.word]


def _disjoint(found: Iterable[StandIn]) -> Iterator[StandIn]:
    """Yield stand-ins in text order; what was found first keeps its place."""
    kept: list[StandIn] = []
    taken: set[int] = set()
    for one in found:
        places = range(one.span.start, one.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    yield from sorted(kept)
