"""A target that somebody names: where the article speaks of it.

People name a target in other words than the article does: by its full name, by the name
of a register ("United States Department of Justice" for "the Justice Department"), or by
a description ("protesters in Ostren"). So the name is read in several ways, from the
strict to the loose, and the first that the article knows counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biascheck.names.article import Names, recognise
from biascheck.names.entities import surname
from biascheck.names.gazetteer import load_gazetteer
from biascheck.names.targets import find_entities, forms, target_of
from biascheck.names.tokens import tokenize
from biascheck.types import Article, Sentence, Span, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biascheck.labels import TargetKind
    from biascheck.names.entities import Entity

_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_SIDES: Final = re.compile(r"\s+/\s+|,\s+|\s+(?:and|or|&)\s+")
_DEPARTMENT: Final = re.compile(r"(Department|Ministry|Office|Bureau) of (?:the )?([A-Z][\w' ]+)")
_NATIONAL: Final = re.compile(r"(?:United States|U\.S\.|US|American|British|UK) (?=[A-Z])")
_BEFORE: Final = re.compile(r"\s+(?:in|of|for|from|by|on|to|with|against|at)\s")
# A shorter head says too little ("the law", "tax") to stand for a longer phrase.
_LEAST_HEAD: Final = 5  # code points
_WITH_MEMBERS: Final = ("organisation", "group")


def locate_targets(
    article: Article,
    sentences: Sequence[Sentence],
    wanted: Iterable[str],
    names: Names | None = None,
) -> tuple[Target, ...]:
    """Return targets given by their names, in that order, each with all its mentions.

    A name may be any form the article or the alias table uses ("Pashinyan", "the
    Kremlin"), a fuller form of it, or a description whose head the article uses.
    ``mentions`` is empty where the article never names it. ``names`` is what was
    recognised in the sentences; None: recognise it.
    """
    names = recognise(article.text, sentences) if names is None else names
    entities = find_entities(article.text, names)
    return tuple(_locate(article, sentences, entities, name.strip()) for name in wanted)


def _locate(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity], wanted: str
) -> Target:
    """Return the target by the first of its readings that the article knows."""
    for reading in dict.fromkeys(_readings(wanted)):
        for entity in entities:
            if _answers_to(entity, reading):
                target = target_of(entity)
                return Target(wanted, target.kind, target.mentions)
        if spans := tuple(_within(_occurrences(article.text, reading), sentences)):
            return Target(wanted, _kind_by_table(reading), spans)
    return Target(wanted, _kind_by_table(wanted), ())


def _readings(name: str) -> Iterator[str]:
    """Yield the ways to read a name, the strict ones first; none is empty."""
    if not name:
        return
    plain = name.replace("–", "-")
    bare = _BRACKETS.sub("", plain).strip()
    first = _SIDES.split(bare)[0]
    for one in (name, plain, bare, first):
        if one:
            yield one
    if match := _DEPARTMENT.search(bare):
        yield f"{match.group(2)} {match.group(1)}"
        yield match.group(0)
    if _NATIONAL.match(bare):
        yield _NATIONAL.sub("", bare, count=1)
    yield from _heads(first)


def _heads(phrase: str) -> Iterator[str]:
    """Yield what a description is about: "peaceful protesters in Ostren" about protesters.

    A capital letter makes it a name, whose end may be another's ("Anna Venn"), but "House
    Republicans" are Republicans: members of what the alias table has.
    """
    words = _BEFORE.split(phrase)[0].split()
    common = bool(words) and words[-1].islower() and len(words[-1]) >= _LEAST_HEAD
    for start in range(len(words)):
        head = " ".join(words[start:])
        if common or (head.endswith("s") and _kind_by_table(head) in _WITH_MEMBERS):
            yield head


def _occurrences(text: str, phrase: str) -> Iterator[Span]:
    """Yield where a phrase stands, in the singular or the plural."""
    stem = phrase[:-1] if phrase.endswith("s") and phrase[-2:-1] not in ("s", "'", "") else phrase
    plural = "s?" if phrase[-1:].isalpha() else ""
    pattern = re.compile(rf"(?<!\w){re.escape(stem)}{plural}(?!\w)", re.IGNORECASE)
    return (Span(*match.span()) for match in pattern.finditer(text))


def _answers_to(entity: Entity, wanted: str) -> bool:
    """Return whether a name given by the user means this entity."""
    words = tuple(t.norm.casefold() for t in tokenize(wanted))
    if words[:1] == ("the",):
        words = words[1:]
    known = {tuple(w.casefold() for w in form) for form in forms(entity)}
    known.add(tuple(t.norm.casefold() for t in tokenize(entity.name)))
    if words in known:
        return True
    alias = _table_name(wanted)
    if alias is not None and alias == entity.fixed_name:
        return True
    return len(words) > 1 and _same_person(entity, words)


def _same_person(entity: Entity, words: Sequence[str]) -> bool:
    """Return whether "Joe Biden" is the "Joseph R. Biden Jr." or the "Biden" of the article.

    A bare surname need not be known as a person's where the user gives a given name.
    """
    own = [
        m.words
        for m in entity.mentions
        if m.alias is None and surname(m.words).casefold() == words[-1]
    ]
    is_given = load_gazetteer().is_given_name
    if entity.kind == "person" and any(
        _same_given(form[0].casefold(), words[0]) for form in own if len(form) > 1
    ):
        return True
    # "Beat Venn" in a headline is no other person of the name, "Anna Venn" is.
    others = any(len(form) > 1 and is_given(form[0]) for form in own)
    known = entity.kind == "person" or is_given(words[0].capitalize())
    return bool(own) and not others and known


def _same_given(one: str, other: str) -> bool:
    """Return whether two given names may be one: "Joe" and "Joseph", "J." and "Joe"."""
    size = 1 if len(one.strip(".")) == 1 or len(other.strip(".")) == 1 else 2
    return one[:size] == other[:size]


def _table_name(wanted: str) -> str | None:
    table = load_gazetteer()
    for form in (wanted, wanted.removeprefix("the "), wanted.title(), wanted.upper()):
        tokens = tokenize(form)
        alias = table.match(tokens, 0) if tokens else None
        if alias is not None and len(alias.tokens) == len(tokens):
            return alias.entry.name
    return None


def _kind_by_table(wanted: str) -> TargetKind:
    name = _table_name(wanted)
    for aliases in load_gazetteer().by_first.values() if name else ():
        for alias in aliases:
            if alias.entry.name == name:
                return alias.entry.kind
    return "other"


def _within(spans: Iterable[Span], sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Yield the spans that lie inside a sentence."""
    i = 0
    for span in spans:
        while i < len(sentences) and sentences[i].end < span.end:
            i += 1
        if i < len(sentences) and sentences[i].span.contains(span):
            yield span
