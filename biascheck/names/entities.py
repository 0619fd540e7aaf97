"""Mentions joined to entities: full name, surname, titled surname, office, abbreviation.

Rules, in this order:

1. a row of the alias table is one entity ("Russian", "the Kremlin" and "Russia");
2. persons join by surname and first initial ("Joe Biden", "Joseph R. Biden Jr.");
3. other names of several words join by their words, with the abbreviation that
   the text introduces in brackets;
4. a single word joins the person with that surname (the latest named, where there
   are two), else the one person with that given name, else the one organisation
   that begins with it;
5. an office ("the prime minister") joins the only person who bears it in the article.

A capital joins its country where the article names the country or the capital
acts ("Moscow said"); else it is a city. Pronouns are not joined. A person is not
the country.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from biascheck.names.gazetteer import load_gazetteer
from biascheck.names.words import HONORIFICS, PARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biascheck.labels import TargetKind
    from biascheck.names.article import Names
    from biascheck.names.recognition import Mention

_Owner = TypeVar("_Owner", str, "tuple[str, ...]")

_SUFFIXES: Final = frozenset({"Jr", "Sr", "II", "III", "IV"})
_BRACKETED: Final = re.compile(r"\s*\(\s*(?:the\s+)?[\"“‘]?([A-Z][A-Za-z&-]{1,9})[\"”’]?\s*\)")


@dataclass(slots=True)
class Entity:
    """Somebody or something with all mentions found, in text order."""

    kind: TargetKind
    mentions: list[Mention] = field(default_factory=list)
    fixed_name: str | None = None
    medium: bool = False

    @property
    def name(self) -> str:
        """The name of the alias table, else the longest name the text uses most."""
        if self.fixed_name is not None:
            return self.fixed_name
        forms = Counter(m.words for m in self.mentions if not m.office)
        given = load_gazetteer().is_given_name
        best = max(forms, key=lambda w: (given(w[0]), len(_core(w)), forms[w]))
        return surface(best)


def surface(words: Sequence[str]) -> str:
    """Return tokens as they are written: no blank around a hyphen or before a period."""
    joined = " ".join(words)
    return joined.replace(" - ", "-").replace(" .", ".").replace(" 's", "'s").replace(" ,", ",")


def join(text: str, names: Names) -> tuple[Entity, ...]:
    """Return the entities of an article, in order of first mention."""
    mentions = names.mentions
    joiner = _Joiner(text, mentions)
    entities: dict[int, Entity] = {}
    for mention in mentions:
        entity = joiner.entity_of(mention)
        if entity is not None:
            entity.mentions.append(mention)
            entities[id(entity)] = entity
    return one_of_each_name(entities.values())


def one_of_each_name(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Merge entities that reports would show under one name."""
    by_name: dict[str, Entity] = {}
    for entity in entities:
        first = by_name.setdefault(entity.name, entity)
        if first is not entity:
            first.mentions = sorted([*first.mentions, *entity.mentions], key=lambda m: m.span)
    return tuple(by_name.values())


def _core(words: Sequence[str]) -> list[str]:
    return [w for w in words if w[0].isalnum() and w not in _SUFFIXES]


def surname(words: Sequence[str]) -> str:
    """Return the last word of a person's name, without "Jr."."""
    core = _core(words)
    return core[-1] if core else words[-1]


class _Joiner:
    """Assigns mentions in text order; remembers who was named last."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._table: dict[str, Entity] = {}
        self._named: dict[tuple[str, ...], Entity] = {}
        self._by_surname: dict[str, Entity] = {}
        self._people: dict[tuple[str, str], Entity] = {}
        self._countries = {
            m.alias.entry.name for m in mentions if m.alias and m.alias.sort in ("name", "people")
        }
        self._surnames = {surname(m.words) for m in mentions if _is_full_person(m)}
        self._given = _unique_owners(
            (m.words[0], surname(m.words)) for m in mentions if _is_full_person(m)
        )
        self._first_words = _unique_owners(
            (m.words[0], m.words)
            for m in mentions
            if m.kind == "organisation" and m.alias is None and len(_core(m.words)) > 1
        )
        self._abbreviations = _abbreviations(text, mentions)
        self._holders = _office_holders(mentions)
        self._inner = {
            m.words[0] for m in mentions if m.sure and len(m.words) == 1 and not m.office
        }

    def entity_of(self, mention: Mention) -> Entity | None:
        """Return the entity a mention belongs to, None where it names nobody surely."""
        if mention.office:
            holder = self._holders.get(" ".join(mention.words).lower())
            return self._by_surname.get(holder) if holder else None
        core = _core(mention.words)
        if mention.alias is not None and not self._is_surname(mention):
            return self._alias_entity(mention)
        if mention.kind == "person" and len(core) > 1:
            return self._person(core)
        if len(core) > 1:
            return self._by_words(mention)
        return self._single(mention, core[0] if core else mention.words[0])

    def _is_surname(self, mention: Mention) -> bool:
        """Return whether "Jordan" is the Jim Jordan the article speaks of."""
        return (
            len(mention.words) == 1 and mention.words[0] in self._by_surname and not mention.located
        )

    def _alias_entity(self, mention: Mention) -> Entity:
        alias = mention.alias
        if alias is None:
            raise AssertionError(mention)
        entry = alias.entry
        if alias.sort == "capital" and entry.name not in self._countries and not mention.acting:
            name: str = surface(alias.tokens)
        else:
            name = entry.name
        if name not in self._table:
            self._table[name] = Entity(entry.kind, fixed_name=name, medium=entry.medium)
        return self._table[name]

    def _person(self, core: Sequence[str]) -> Entity:
        last = core[-1]
        key = (last, core[0][0])
        if key not in self._people:
            known = self._by_surname.get(last)
            bare = known is not None and all(len(_core(m.words)) == 1 for m in known.mentions)
            self._people[key] = known if known is not None and bare else Entity("person")
        self._by_surname[last] = self._people[key]
        return self._people[key]

    def _by_words(self, mention: Mention) -> Entity:
        key = tuple(_core(mention.words))
        short = self._abbreviations.get(key)
        if short is not None and (short,) in self._named:
            self._named[key] = self._named[(short,)]
        if key not in self._named:
            self._named[key] = Entity(mention.kind or "other")
            if short is not None:
                self._named[(short,)] = self._named[key]
        return self._named[key]

    def _single(self, mention: Mention, word: str) -> Entity | None:
        if word in self._by_surname or word in self._surnames:
            return self._by_surname.setdefault(word, Entity("person"))
        owner = self._given.get(word)
        if owner is not None and owner in self._by_surname:
            return self._by_surname[owner]
        if (word,) in self._named:
            return self._named[(word,)]
        whole = self._first_words.get(word)
        if whole is not None and tuple(_core(whole)) in self._named:
            return self._named[tuple(_core(whole))]
        if mention.title is not None:
            return self._by_surname.setdefault(word, Entity("person"))
        if not mention.sure and word not in self._inner:
            return None
        return self._named.setdefault((word,), Entity(_single_kind(mention)))


def _single_kind(mention: Mention) -> TargetKind:
    if mention.kind is not None:
        return mention.kind
    if mention.located:
        return "place"
    return "person" if mention.acting else "other"


def _is_full_person(mention: Mention) -> bool:
    return mention.kind == "person" and len(_core(mention.words)) > 1


def _unique_owners(pairs: Iterable[tuple[str, _Owner]]) -> dict[str, _Owner]:
    """Map each key to its owner where it has only one."""
    owners: defaultdict[str, set[_Owner]] = defaultdict(set)
    for key, owner in pairs:
        owners[key].add(owner)
    return {key: next(iter(found)) for key, found in owners.items() if len(found) == 1}


def _abbreviations(text: str, mentions: Sequence[Mention]) -> dict[tuple[str, ...], str]:
    """Return which names the text abbreviates in brackets: "Harbour Relief Fund (HRF)"."""
    found = {}
    for mention in mentions:
        core = _core(mention.words)
        match = _BRACKETED.match(text, mention.span.end) if len(core) > 1 else None
        if match and match.group(1)[0] == core[0][0] and _fits(match.group(1), core):
            found[tuple(core)] = match.group(1).replace(".", "")
    return found


def _fits(short: str, core: Sequence[str]) -> bool:
    """Return whether most capitals of the abbreviation begin a word of the name."""
    capitals = [c for c in short if c.isupper()]
    initials = [w[0].upper() for w in core]
    return len(capitals) > 1 and sum(c in initials for c in capitals) * 2 > len(capitals)


def _office_holders(mentions: Sequence[Mention]) -> dict[str, str]:
    """Map an office to the surname of its only holder in the article."""
    pairs: list[tuple[str, str]] = []
    for mention in mentions:
        if mention.title is None or mention.title in HONORIFICS or not mention.words:
            continue
        if mention.title.split()[0] in ("Former", "Vice", "Deputy"):
            continue
        pairs.append((mention.title.lower(), surname(mention.words)))
    owners = _unique_owners(pairs)
    return {office: owner for office, owner in owners.items() if owner not in PARTICLES}
