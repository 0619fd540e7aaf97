"""Which person or body a source phrase means: surnames, offices and pronouns resolved.

"He" and "she" mean the last suitable speaker, else the last suitable person named;
"they" and "it" the last speaker that is no single person. What cannot be resolved
is None. Gender is only used to exclude: it is known from an honorific or a common
given name, and unknown genders suit both pronouns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from biascheck.names.entities import Entity, surname
from biascheck.names.gazetteer import load_gazetteer
from biascheck.names.words import OFFICES
from biascheck.segmentation.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.names.recognition import Mention
    from biascheck.types import Span

Gender: TypeAlias = Literal["masculine", "feminine"]

_SINGULAR: Final[dict[str, Gender]] = {
    "he": "masculine", "his": "masculine", "him": "masculine", "himself": "masculine",
    "she": "feminine", "her": "feminine", "herself": "feminine",
}  # fmt: skip
_PLURAL: Final = word_set("they their them it its")
_OWN: Final = word_set("i we you my our us me who one")
_MASCULINE: Final = word_set("Mr Sir Lord King Prince Pope Father Brother Congressman")
_FEMININE: Final = word_set("Mrs Ms Miss Dame Lady Queen Princess Sister Congresswoman")
_ARTICLE: Final = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)
_TAIL: Final = re.compile(r"\s*(?:[,;—–(]|\bwho\b|\bwhich\b).*", re.DOTALL)
_APPOSITION: Final = re.compile(r",\s+(?:the|a|an)?\s*((?:[\w'’-]+\s+){0,4}?[\w-]+)\b")
_FARTHEST: Final = 200  # mentions a pronoun looks back over
_LONGEST_NAME: Final = 10  # words of a speaker that is shown as the text has it


class Speakers:
    """Resolves source phrases in text order; remembers who spoke."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self._text = text
        pairs = [(m, e) for e in entities for m in e.mentions]
        pairs.sort(key=lambda pair: pair[0].span)
        self._mentions: list[tuple[Mention, Entity]] = pairs
        self._starts = [m.span.start for m, _ in pairs]
        self._names = {id(e): e.name for e in entities}
        self._genders = {id(e): _gender(e) for e in entities if e.kind == "person"}
        self._offices = self._find_offices()
        self._spoken: list[Entity | str] = []

    def resolve(self, source: Span) -> str | None:
        """Return the speaker's name, None where it cannot be told; remembers it."""
        phrase = self._text[source.start : source.end].strip()
        word = phrase.lower()
        found: Entity | str | None
        if word in _SINGULAR:
            found = self._person(source.start, _SINGULAR[word])
        elif word in _PLURAL:
            found = next((s for s in reversed(self._spoken) if not _is_person(s)), None)
        elif word in _OWN:
            return None
        else:
            found = self._named(source) or self._by_office(source) or _plain(phrase)
        if found is not None:
            self._spoken = [*self._spoken[-7:], found]
        return self._names[id(found)] if isinstance(found, Entity) else found

    def _named(self, source: Span) -> Entity | None:
        """Return the entity that the phrase names: a person, or a body that is its whole head."""
        i = bisect_left(self._starts, source.start)
        inside = []
        while i < len(self._mentions) and self._starts[i] < source.end:
            inside.append(self._mentions[i])
            i += 1
        for mention, entity in inside:
            if entity.kind == "person" and not self._possessive(mention):
                return entity
        head = _TAIL.sub("", self._text[source.start : source.end])
        for mention, entity in inside:
            whole = self._text[mention.span.start : mention.span.end]
            if _ARTICLE.sub("", head, count=1).strip() == whole:
                return entity
        return None

    def _possessive(self, mention: Mention) -> bool:
        """Return whether "'s" follows: "Kolt's lawyer" is not Kolt."""
        return self._text[mention.span.end : mention.span.end + 2] in ("'s", "’s")

    def _person(self, before: int, gender: Gender) -> Entity | None:
        for speaker in reversed(self._spoken):
            if isinstance(speaker, Entity) and self._suits(speaker, gender):
                return speaker
        i = bisect_left(self._starts, before) - 1
        first = max(0, i - _FARTHEST)
        while i >= first:
            entity = self._mentions[i][1]
            if self._suits(entity, gender):
                return entity
            i -= 1
        return None

    def _suits(self, entity: Entity, gender: Gender) -> bool:
        return entity.kind == "person" and self._genders.get(id(entity)) in (None, gender)

    def _find_offices(self) -> dict[str, set[int]]:
        """Map an office's last word to the positions of the mentions that bear it."""
        found: dict[str, set[int]] = {}
        for i, (mention, entity) in enumerate(self._mentions):
            if entity.kind != "person" or mention.office:
                continue
            titles = [mention.title] if mention.title else []
            after = _APPOSITION.match(self._text, mention.span.end)
            titles += [after.group(1)] if after else []
            for title in titles:
                for word in title.split()[-1:]:
                    if word.title() in OFFICES:
                        found.setdefault(word.lower(), set()).add(i)
        return found

    def _by_office(self, source: Span) -> Entity | None:
        """Return the only person named before who bears the office of "the minister"."""
        phrase = self._text[source.start : source.end].lower()
        if not phrase.startswith("the "):
            return None
        holders = {
            id(self._mentions[i][1]): self._mentions[i][1]
            for i in self._offices.get(phrase.split()[-1], ())
            if self._starts[i] < source.start
        }
        return next(iter(holders.values())) if len(holders) == 1 else None


def _is_person(speaker: Entity | str) -> bool:
    return isinstance(speaker, Entity) and speaker.kind == "person"


def _gender(entity: Entity) -> Gender | None:
    table = load_gazetteer()
    for mention in entity.mentions:
        title = (mention.title or "").split()
        if title and title[-1] in _MASCULINE:
            return "masculine"
        if title and title[-1] in _FEMININE:
            return "feminine"
        if mention.words[0] != surname(mention.words):
            if mention.words[0] in table.masculine:
                return "masculine"
            if mention.words[0] in table.feminine:
                return "feminine"
    return None


def _plain(phrase: str) -> str | None:
    """Return an unnamed source as the text has it ("police", "two officials")."""
    head = _ARTICLE.sub("", _TAIL.sub("", phrase), count=1).strip()
    words = head.split()
    if not words or len(words) > _LONGEST_NAME:
        return None
    definite = phrase.lower().startswith("the ")
    if definite and len(words) == 1 and words[0].title() in OFFICES:
        return None  # an office whose holder the text does not tell
    return head
