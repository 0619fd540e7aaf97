"""Targets of stance: who and what an article is about.

Candidates are the joined names; they are ranked by how the article presents
them: in its title, in its first three sentences, and how often.

Not candidates: days and months, media that only say where words appeared ("told
Reuters", "on Twitter"), the outlet itself, bylines and picture credits, and the
sentences the caller asks to ignore.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biascheck.names.article import Names, recognise
from biascheck.names.entities import Entity, join, one_of_each_name, surname
from biascheck.names.gazetteer import load_gazetteer
from biascheck.names.recognition import Mention
from biascheck.names.tokens import Token, tokenize
from biascheck.names.words import BUILDINGS, PLACE_OPENERS
from biascheck.types import Article, Sentence, Span, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.labels import TargetKind

# Weights in mentions. Source: chosen on the 360 training articles annotated for
# biascheck, by the share of annotated targets among the first eight; flat around
# these values.
_TITLE: Final = 4.0
_LEAD: Final = 0.5
_LEAD_SENTENCES: Final = 3
_ADJECTIVE: Final = 0.5  # "Russian troops" is about Russia, less than "Russia" is
_LOCATED: Final = 0.4  # "in Chicago" says where, rarely about whom
_COMMON: Final = 0.5  # groups without a proper name ("voters")
_BY_KIND: Final[dict[TargetKind, float]] = {
    "person": 1.6,
    "organisation": 1.0,
    "place": 1.0,
    "group": 1.0,
    "other": 0.5,  # laws and capitalised words that nothing says the kind of
}

_BYLINE: Final = re.compile(
    r"\s*(?:by|from|photo(?:graph)?s?(?: by| credit)?|image(?: credit)?|credit|source|picture)"
    r"\b[: ]"
    r"|.*(?:getty images|/ ?(?:AP|AFP|Reuters|EPA|Getty)\b|©|associated press photo)",
    re.IGNORECASE,
)
_BYLINE_LENGTH: Final = 200  # code points; longer lines are prose


def find_targets(
    article: Article,
    sentences: Sequence[Sentence],
    *,
    limit: int = 8,
    ignore: frozenset[int] = frozenset(),
    names: Names | None = None,
) -> tuple[Target, ...]:
    """Return the people, organisations, places and groups the article is about.

    Args:
        article: The article; its title, outlet and title span are used where known.
        sentences: Its sentences.
        limit: How many targets at most.
        ignore: Indices of sentences whose names do not count (boilerplate).
        names: What was recognised in the sentences; None: recognise it.

    Returns:
        Targets, the most prominent first; mentions ordered and disjoint.
    """
    names = recognise(article.text, sentences) if names is None else names
    kept = _readable(article, sentences, ignore)
    entities = find_entities(article.text, names.among(kept))
    titles = _in_title(article, kept, entities)
    lead = frozenset(s.index for s in _body(article, kept)[:_LEAD_SENTENCES])
    scored = [
        (_prominence(e, i in titles, lead), -i, e)
        for i, e in enumerate(entities)
        if not _is_outlet(e, article) and not _is_medium(e)
    ]
    ranked = sorted(scored, key=lambda row: row[:2], reverse=True)
    return tuple(target_of(entity) for score, _, entity in ranked[:limit] if score > 0)


def _readable(
    article: Article, sentences: Sequence[Sentence], ignore: frozenset[int]
) -> list[Sentence]:
    """Drop ignored sentences, bylines and credits."""
    return [
        s
        for s in sentences
        if s.index not in ignore and not _is_byline(article.text[s.start : s.end])
    ]


def _is_byline(line: str) -> bool:
    if len(line) > _BYLINE_LENGTH or (line.rstrip().endswith(".") and "©" not in line):
        return False
    return _BYLINE.match(line) is not None


def _body(article: Article, sentences: Sequence[Sentence]) -> list[Sentence]:
    title = article.title_span
    return [s for s in sentences if title is None or not title.overlaps(s.span)]


def find_entities(text: str, names: Names) -> tuple[Entity, ...]:
    """Return whoever is named in a text, with all mentions, in order of the first.

    Args:
        text: The text.
        names: What was recognised in it.
    """
    entities = join(text, names)
    _confirm_headlines(entities, names)
    return one_of_each_name(e for e in entities if e.mentions)


def _confirm_headlines(entities: Sequence[Entity], names: Names) -> None:
    """Add the mentions that headlines hold of names which the body confirms."""
    headlines = [line for line in names.lines if line.headline]
    index = _Surfaces(entities) if headlines else None
    taken = {mention.span for entity in entities for mention in entity.mentions}
    for line in headlines:
        assert index is not None
        for entity, span, words in index.find(line.tokens):
            if span in taken:  # the table knows it: "Oslo" is the city, whoever Mr Oslo is
                continue
            entity.mentions.append(Mention(span, line.sentence.index, words, kind=entity.kind))
    for entity in entities:
        entity.mentions.sort(key=lambda m: m.span)


class _Surfaces:
    """The forms by which the body names entities, to find them whatever the case."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        for entity in entities:
            for form in forms(entity):
                folded = tuple(w.casefold() for w in form)
                self._by_first.setdefault(folded[0], []).append((folded, entity))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[Entity, Span, tuple[str, ...]]]:
        """Yield the entities named in the tokens, longest form first, disjoint."""
        folded = [t.norm.casefold() for t in tokens]
        i = 0
        while i < len(tokens):
            for form, entity in self._by_first.get(folded[i], ()):
                end = i + len(form)
                if tokens[i].capital and tuple(folded[i:end]) == form:
                    words = tuple(t.norm for t in tokens[i:end])
                    yield entity, Span(tokens[i].start, tokens[end - 1].end), words
                    i = end - 1
                    break
            i += 1


def forms(entity: Entity) -> set[tuple[str, ...]]:
    """Return the word sequences that name an entity outside the alias table."""
    forms = {m.words for m in entity.mentions if not m.office and m.alias is None}
    if entity.kind == "person":
        forms |= {(surname(form),) for form in forms}
    return forms


def _in_title(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> frozenset[int]:
    """Return the positions of the entities that the title names."""
    span = article.title_span
    if span is not None or article.title is None:
        stop = span if span is not None else (sentences[0].span if sentences else Span(0, 0))
        return frozenset(
            i for i, e in enumerate(entities) if any(stop.overlaps(m.span) for m in e.mentions)
        )
    tokens = tokenize(article.title)
    named = {id(entity) for entity, _, _ in _Surfaces(entities).find(tokens)}
    table = load_gazetteer()
    rows = {a.entry.name for i in range(len(tokens)) if (a := table.match(tokens, i)) is not None}
    return frozenset(i for i, e in enumerate(entities) if id(e) in named or e.fixed_name in rows)


def _prominence(entity: Entity, titled: bool, lead: frozenset[int]) -> float:
    """Return the entity's weight, in mentions; 0 where it is no candidate."""
    weight = sum(_weight(m) for m in entity.mentions)
    kind = kind_of(entity)
    if kind == "other" and len(entity.mentions) < 2:
        return 0.0
    weight += _LEAD * max((_weight(m) for m in entity.mentions if m.sentence in lead), default=0.0)
    weight += _TITLE * titled
    if kind == "group" and entity.mentions[0].words[0].islower():
        return weight * _COMMON if len(entity.mentions) > 1 else 0.0
    return weight * _BY_KIND[kind]


def kind_of(entity: Entity) -> TargetKind:
    """Return what a target is, by more than its first mention.

    The encoder's stand-ins keep to ``entity.kind``, with which the models were calibrated.
    """
    if entity.fixed_name is not None:
        return entity.kind
    words = entity.name.split()
    if len(words) > 1 and "&" in words:
        return "organisation"
    if len(words) > 1 and (words[-1] in BUILDINGS or words[0] in PLACE_OPENERS):
        return "place"
    titled = any(m.title is not None for m in entity.mentions if not m.office)
    return "person" if titled and entity.kind in ("other", "place") else entity.kind


def _weight(mention: Mention) -> float:
    if mention.alias is not None and mention.alias.sort == "people":
        return _ADJECTIVE
    if mention.located and mention.kind == "place":
        return _LOCATED
    return 1.0


def _is_outlet(entity: Entity, article: Article) -> bool:
    """Return whether the entity is the outlet that published the article."""
    if article.outlet is None:
        return False
    outlet = _letters(
        re.sub(r"\.(com|org|net|co\.uk|co|tv|info|news)$", "", article.outlet.lower())
    )
    name = _letters(entity.name)
    return len(name) > 1 and (name == outlet or _letters("the" + entity.name) == outlet)


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _is_medium(entity: Entity) -> bool:
    """Return whether a medium is only named as the place where words appeared."""
    if not entity.medium:
        return False
    return sum(m.medium for m in entity.mentions) * 2 >= len(entity.mentions)


def target_of(entity: Entity) -> Target:
    """Return an entity as a target; where mentions overlap, the first counts."""
    spans: list[Span] = []
    for span in sorted({m.span for m in entity.mentions}):
        if not spans or spans[-1].end <= span.start:
            spans.append(span)
    return Target(entity.name, kind_of(entity), tuple(spans))
