"""Names in running text: stretches of capitalised words, cut and sorted by kind.

No trained tagger: a name is read off capitals, titles, typical heads ("Ministry",
"Street"), the alias table and what the rest of the article confirms. Limits: a
person with a rare single name who is never titled or quoted may be missed, and an
unknown two-word name without further signs is taken for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.names.gazetteer import Alias, load_gazetteer
from biascheck.names.tokens import Token
from biascheck.names.words import (
    CALENDAR,
    DIRECTIONS,
    EVENT_HEADS,
    FUNCTION_WORDS,
    HONORIFICS,
    LAW_HEADS,
    LOCATIVES,
    NO_NAMES,
    OFFICE_MODIFIERS,
    OFFICE_SURNAMES,
    OFFICES,
    OPENERS,
    ORGANISATION_HEADS,
    PARTICLES,
    PLACE_HEADS,
    PLACE_OPENERS,
)
from biascheck.segmentation.cues import cue_forms
from biascheck.segmentation.lexicon import word_set
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from biascheck.labels import TargetKind

_LONG_WORD: Final = 4  # letters; longer ones in capitals are shouted, not shortened
_LONGEST_PERSON: Final = 4  # words of a person's name
_LONGEST_ACRONYM: Final = 6
_TITLES: Final = OFFICES | HONORIFICS
_TITLE_WORDS: Final = _TITLES | OFFICE_MODIFIERS
_HEADS: Final = ORGANISATION_HEADS | PLACE_HEADS
_COMMON_HEADS: Final = _HEADS | EVENT_HEADS | LAW_HEADS


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that names somebody or something.

    Attributes:
        span: Code points, without title and possessive.
        sentence: Index of the sentence.
        words: The tokens of the name.
        kind: What it seems to be; None where one word says too little.
        alias: The row of the alias table, if it is in there.
        title: The title or honorific before it ("Prime Minister"), or None.
        office: Whether the words are a title alone ("the prime minister").
        sure: False where only a sentence's first capital speaks for a name.
        located: Whether a preposition of place stands before it.
        acting: Whether a verb of saying or an auxiliary follows.
        medium: Whether it only says where words appeared ("on Twitter").
    """

    span: Span
    sentence: int
    words: tuple[str, ...]
    kind: TargetKind | None = None
    alias: Alias | None = None
    title: str | None = None
    office: bool = False
    sure: bool = True
    located: bool = False
    acting: bool = False
    medium: bool = False


class Reader:
    """Reads the names of one sentence at a time.

    Args:
        small: The words that the article writes small.
    """

    def __init__(self, small: Container[str]) -> None:
        self._small = small
        self._asked: set[str] = set()
        self._table = load_gazetteer()
        self._cues = cue_forms()

    def take_asked(self) -> frozenset[str]:
        """Return the words looked up in ``small`` since this was last called."""
        asked = frozenset(self._asked)
        self._asked.clear()
        return asked

    def _is_small(self, word: str) -> bool:
        """Return whether the article writes a word small elsewhere."""
        self._asked.add(word.lower())
        return word.lower() in self._small

    def read(self, tokens: Sequence[Token], sentence: int) -> Iterator[Mention]:
        """Yield the sentence's mentions."""
        known = self._table.by_first
        i = 0
        while i < len(tokens):
            word = tokens[i].norm
            if word[0].isupper() and word not in CALENDAR and not self._opener(tokens, i):
                end = self._run_end(tokens, i)
                yield from self._cut(tokens, i, end, sentence)
                i = end
            elif word in known and (alias := self._table.match(tokens, i)):
                end = i + len(alias.tokens)
                yield self._mention(tokens, i, end, sentence, alias=alias)
                i = end
            else:
                if len(word) == 3 and word.lower() == "the":
                    yield from self._small_office(tokens, i, sentence)
                i += 1

    def read_headline(self, tokens: Sequence[Token], sentence: int) -> Iterator[Mention]:
        """Yield the alias-table names of a line whose capitals say nothing."""
        shown = [_as_in_text(t) for t in tokens]
        i = 0
        while i < len(tokens):
            alias = self._table.match(shown, i)
            if alias is None or (len(alias.tokens) == 1 and alias.tokens[0] in _ALSO_WORDS):
                i += 1
                continue
            yield self._mention(shown, i, i + len(alias.tokens), sentence, alias=alias)
            i += len(alias.tokens)

    def _initial(self, tokens: Sequence[Token], i: int) -> bool:
        """Return whether the position alone explains a capital."""
        return not any(t.word for t in tokens[max(0, i - 3) : i]) or tokens[i - 1].norm in '"“‘:«„'

    def _opener(self, tokens: Sequence[Token], i: int) -> bool:
        """Return whether the capital is only that of a sentence's first word."""
        word = tokens[i].norm
        if self._table.match(tokens, i) is not None:
            return False
        if word in NO_NAMES or word.lower() in FUNCTION_WORDS:
            return True
        if not self._initial(tokens, i):
            return False
        if word.lower() in OPENERS:
            return True
        alone = not (i + 1 < len(tokens) and tokens[i + 1].capital)
        known = word in _TITLE_WORDS or self._table.is_given_name(word)
        return not known and (alone or word.lower() != word) and self._is_small(word)

    def _run_end(self, tokens: Sequence[Token], start: int) -> int:
        """Return the end of the stretch of names that begins at ``start``."""
        i = start + 1
        while i < len(tokens):
            step = self._step(tokens, start, i)
            if step == 0:
                break
            i += step
        return i

    def _step(self, tokens: Sequence[Token], start: int, i: int) -> int:
        """Return how many tokens from ``i`` on belong to the stretch."""
        token, before = tokens[i], tokens[i - 1]
        if token.capital:
            return 0 if token.norm in CALENDAR or token.norm.lower() in FUNCTION_WORDS else 1
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is None:
            return 0
        if token.norm == "." and before.end == token.start:
            abbreviation = before.norm in HONORIFICS or before.norm in OFFICES
            return 1 if abbreviation or before.norm in ("St", "Jr", "Sr", "Ft", "Mt") else 0
        if token.norm == "-" and token.end == following.start and before.end == token.start:
            syllable = i - start > 1 and following.norm.islower() and len(following.norm) <= 4
            return 1 if following.capital else 2 * syllable  # "Jong-un"
        if token.norm == "&" and following.capital:
            return 2
        return self._connector(tokens, start, i)

    def _connector(self, tokens: Sequence[Token], start: int, i: int) -> int:
        """Return the length of a small word inside a name ("of the", "von"), or 0."""
        word, rest = tokens[i].norm, tokens[i + 1 : i + 3]
        if word in PARTICLES and tokens[i - 1].norm not in ORGANISATION_HEADS:
            if rest[0].capital:
                return 2
            if rest[0].norm in PARTICLES and len(rest) > 1 and rest[1].capital:
                return 3
        if word in ("of", "for", "on") and tokens[i - 1].norm in ORGANISATION_HEADS:
            if rest[0].capital and rest[0].norm not in CALENDAR:
                return 2
            if rest[0].norm == "the" and len(rest) > 1 and rest[1].capital:
                return 3
        if word == "of" and tokens[i - 1].norm == "Secretary" and rest[0].capital:
            return 2
        inside = any(t.norm in ("of", "for") for t in tokens[start:i])
        if word == "and" and inside and rest[0].capital:
            return 2 if self._table.match(tokens, i + 1) is None else 0
        return 0

    def _cut(self, tokens: Sequence[Token], i: int, end: int, sentence: int) -> Iterator[Mention]:
        """Cut a stretch into alias-table names, titles and other names."""
        start, title = i, None
        while i < end:
            office = _office_length(tokens, i, end)
            if office and self._is_surname(tokens, start, i, end):
                office = 0
            alias = None if office else self._table.match(tokens, i)
            if office == 0 and (alias is None or not self._stands_alone(tokens, start, i, end)):
                i += 1
                continue
            if start < i:
                yield from self._name(tokens, start, i, sentence, title)
                title = None
            if alias is not None:
                i += len(alias.tokens)
                yield self._mention(tokens, i - len(alias.tokens), i, sentence, alias=alias)
                title = None
            else:
                title = " ".join(t.norm for t in tokens[i : i + office] if t.word)
                if i + office >= end:
                    yield from self._office(tokens, i, i + office, sentence)
                i += office
            start = i
        if start < end:
            yield from self._name(tokens, start, end, sentence, title)

    def _is_surname(self, tokens: Sequence[Token], start: int, i: int, end: int) -> bool:
        """Return whether "King" or "Dame" ends a name here and is no office."""
        last = i + 1 == end or tokens[i + 1].norm in ("Jr", "Sr")
        return tokens[i].norm in OFFICE_SURNAMES and last and start < i

    def _stands_alone(self, tokens: Sequence[Token], start: int, i: int, end: int) -> bool:
        """Return whether an alias inside a stretch is a name of its own.

        "Jim Jordan" and "Boston Museum of Art" are not about Jordan and Boston.
        """
        alias = self._table.match(tokens, i)
        if alias is None:
            return False
        after = i + len(alias.tokens)
        if i > start and tokens[i - 1].norm == "of" and tokens[i - 2].norm in ORGANISATION_HEADS:
            return False  # "Bank of England"
        if alias.sort == "people" or len(alias.tokens) > 1:
            return True
        rest = [t.norm for t in tokens[after:end] if t.word]
        if rest and alias.entry.kind == "place" and rest[-1] in _HEADS:
            return len(rest) > 1 and _office_length(tokens, after, end) > 0
        before = tokens[i - 1].norm if i > start else ""
        named = self._table.is_given_name(before) or before.endswith(".") or before in PARTICLES
        if before == ".":
            named = tokens[i - 2].norm not in OFFICES
        if not before and rest and self._table.is_given_name(tokens[i].norm):
            return False
        return not named

    def _name(
        self, tokens: Sequence[Token], start: int, end: int, sentence: int, title: str | None
    ) -> Iterator[Mention]:
        """Yield the name in ``tokens[start:end]``, unless nothing speaks for one."""
        while start < end and (not tokens[start].word or tokens[start].norm in DIRECTIONS):
            start += 1
        while end > start and (
            (not tokens[end - 1].word and tokens[end - 1].norm != ".")
            or tokens[end - 1].norm in ("of", "for", "on", "and", "the")
        ):
            end -= 1
        if end > start and tokens[end - 1].norm == "." and tokens[end - 2].norm not in ("Jr", "Sr"):
            end -= 1
        while end - start > 1 and title is None and self._no_first_name(tokens, start):
            start += 1
        words = [t.norm for t in tokens[start:end] if t.word]
        if not words or all(len(w.strip(".")) == 1 for w in words) or words[0] in NO_NAMES:
            return
        alone = len(words) == 1 and title is None
        if alone and (words[0] in _COMMON_HEADS or self._is_small(words[0])):
            return  # "Fishing" where the article also fishes; "the Department"
        kind = self._kind(tokens, start, words, title)
        if kind is None and len(words) > 1:
            return
        if kind == "person" and any(t.norm == "&" for t in tokens[start:end]):
            kind = "organisation"  # "Lorne & Hadley"
        sure = title is not None or len(words) > 1 or not self._initial(tokens, start)
        yield self._mention(tokens, start, end, sentence, kind=kind, title=title, sure=sure)

    def _no_first_name(self, tokens: Sequence[Token], start: int) -> bool:
        """Return whether a verb or shouted word stands before a name ("WATCH Kolt")."""
        word, after = tokens[start].norm, tokens[start + 1]
        if self._table.is_given_name(word) or not after.capital or after.norm in _COMMON_HEADS:
            return False
        form = self._cues.get(word.lower())
        verb = form is not None and not form.nounlike and "base" not in form.forms
        shouted = len(word) > _LONG_WORD and word.isupper() and not after.norm.isupper()
        initial = self._initial(tokens, start) and self._is_small(word)
        beyond = tokens[start + 2 : start + 3]
        before_name = self._table.is_given_name(after.norm) and any(t.capital for t in beyond)
        return verb or shouted or initial or before_name

    def _kind(
        self,
        tokens: Sequence[Token],
        start: int,
        words: Sequence[str],
        title: str | None,
    ) -> TargetKind | None:
        """Return what the words name, None where they do not tell (or name an event)."""
        heads = {words[-1], words[0]}
        if len(words) > 1 and words[-1] in EVENT_HEADS:
            return None
        if len(words) > 1 and words[-1] in LAW_HEADS:
            return "other"
        if "of" in words or "for" in words or (heads & ORGANISATION_HEADS and len(words) > 1):
            return "organisation"
        if len(words) > 1 and (words[-1] in PLACE_HEADS or words[0] in PLACE_OPENERS):
            return "place"
        if title is not None:
            return "person"
        if len(words) == 1:
            word = words[0]
            acronym = word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM
            return "organisation" if acronym else None
        before = tokens[start - 1].norm if start else ""
        if self._table.is_given_name(words[0]) or words[1][1:] == ".":
            return "person"
        if before in ("the", "The"):
            return "organisation"
        if before in LOCATIVES and before != "from":
            return "place"
        return "person" if len(words) <= _LONGEST_PERSON else "other"

    def _office(
        self, tokens: Sequence[Token], start: int, end: int, sentence: int
    ) -> Iterator[Mention]:
        """Yield a title that stands alone, if it points back ("the Prime Minister")."""
        before = tokens[start - 1].norm.lower() if start else ""
        after = tokens[end].norm if end < len(tokens) else ""
        if before == "the" and after not in ("of", "for"):
            yield self._mention(tokens, start, end, sentence, office=True)

    def _small_office(self, tokens: Sequence[Token], i: int, sentence: int) -> Iterator[Mention]:
        """Yield the office that may follow the "the" at token ``i``."""
        end = i + 1
        while end < len(tokens) and tokens[end].norm.title() in OFFICE_MODIFIERS:
            end += 1
        if end < len(tokens) and tokens[end].norm.islower() and tokens[end].norm.title() in OFFICES:
            yield from self._office(tokens, i + 1, end + 1, sentence)

    def _mention(
        self,
        tokens: Sequence[Token],
        start: int,
        end: int,
        sentence: int,
        *,
        kind: TargetKind | None = None,
        alias: Alias | None = None,
        title: str | None = None,
        office: bool = False,
        sure: bool = True,
    ) -> Mention:
        before = tokens[start - 1].norm if start else ""
        if before.lower() == "the" and start > 1:
            before = tokens[start - 2].norm
        after = tokens[end].norm if end < len(tokens) else ""
        return Mention(
            Span(tokens[start].start, tokens[end - 1].end),
            sentence,
            tuple(t.norm for t in tokens[start:end]),
            kind=alias.entry.kind if alias else kind,
            alias=alias,
            title=title,
            office=office,
            sure=sure,
            located=before.lower() in LOCATIVES,
            acting=after.lower() in _AUXILIARIES or after.lower() in self._cues,
            medium=before.lower() in _MEDIUM_CUES or (before == "(" and after in (")", "/")),
        )


# Names that are also common words: without a telling capital they name nobody.
_ALSO_WORDS: Final = word_set(
    "House Fed Apple Labour Labor Amazon Greens Green Treasury Commons Polish Fox Guardian "
    "Amnesty Turkey China Chad Who WHO US IS It IT ICE Ice CAR Car VA Niger Pole Poles Finn "
    "Dane Swede Alphabet Communist Conservative Congress Roma Hoosier Brexit Lao Brit Kiwi "
    "Kiwis Mainer Tass AP Ap Thai Scot Lead CIS GM BP RT ABC Abc Reform Times Meta Serb Turk"
) - {"Turkey", "China", "Niger", "Congress", "Communist", "Thai", "Turk", "Serb", "Scot", "Brit"}


def _as_in_text(token: Token) -> Token:
    """Return a headline's word in the case a sentence would give it."""
    if token.norm.isupper() and len(token.norm) > _LONGEST_ACRONYM - 2:
        return Token(token.norm.title(), token.start, token.end)
    return token


_AUXILIARIES: Final = word_set(
    "has had have will would may might should must could can does did is was were says wants"
)
_MEDIUM_CUES: Final = word_set("on via told to through by with for")


def _office_length(tokens: Sequence[Token], i: int, end: int) -> int:
    """Return how many tokens from ``i`` on are a title ("Deputy Prime Minister"), or 0."""
    k = i
    while k < end and (tokens[k].norm in OFFICE_MODIFIERS or tokens[k].norm == "-"):
        k += 1
    if k == end or tokens[k].norm not in _TITLES:
        while k > i and tokens[k - 1].norm not in OFFICES:
            k -= 1  # "Chief Justice" itself consists of such words
        return k - i
    if tokens[k].norm in HONORIFICS and (k > i or k + 1 >= end):
        return k - i if k > i and tokens[k - 1].norm in OFFICES else 0
    k += 1
    if k < end and tokens[k].norm == ".":
        k += 1
    if k < end and tokens[k].norm in ("General", "Justice", "Executive", "Officer", "Whip"):
        return k + 1 - i
    if k + 1 < end and tokens[k].norm == "of" and tokens[k - 1].norm == "Secretary":
        return k + 2 - i
    return k - i
