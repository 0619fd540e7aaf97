"""The names of one article, recognised once for everything that asks for them.

Reading names takes longer than any other rule of biascheck, and targets, quotes and
stand-ins all need them, though not of the same sentences: targets leave bylines out, and
stand-ins add a headline that was given apart. What a sentence holds depends on the others
only where its capital may be that of a first word. So a part of an article, or the article
under its headline, is read anew in the few sentences for which the rest makes a difference.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from biascheck.names.recognition import Mention, Reader
from biascheck.names.tokens import Token, tokenize
from biascheck.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# From this share of capitalised long words on, capitals say nothing about names.
_HEADLINE_SHARE: Final = 0.7
_HEADLINE_WORDS: Final = 3
_LONG_WORD: Final = 4  # letters; shorter words stay small in many headline styles


class Line(NamedTuple):
    """What was read in one sentence.

    Attributes:
        sentence: The sentence.
        tokens: Its tokens.
        headline: Whether its capitals say nothing; then only names of the alias table are read.
        mentions: The names, in text order.
        asked: Words that name nobody here if the article writes them small elsewhere.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    headline: bool
    mentions: tuple[Mention, ...] = ()
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """What was recognised in the sentences of one text.

    Attributes:
        lines: What was read in each sentence.
        small: How often the article writes a word small, outside headlines.
    """

    lines: tuple[Line, ...]
    small: Counter[str]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All names, in text order."""
        return tuple(mention for line in self.lines for mention in line.mentions)

    def among(self, sentences: Sequence[Sentence]) -> Names:
        """Return what ``recognise`` finds in some of these sentences, in the same order."""
        if len(sentences) == len(self.lines):
            return self
        kept = {sentence.index for sentence in sentences}
        left_out = Counter(_small_words(w for w in self.lines if w.sentence.index not in kept))
        small = self.small - left_out
        lines = [line for line in self.lines if line.sentence.index in kept]
        return Names(_read_again(lines, small, left_out.keys() - small.keys()), small)

    def under(self, title: str) -> Names:
        """Return what ``recognise`` finds in ``TITLE, line break, text``.

        The title's sentence is number -1; all others keep their numbers.
        """
        head = len(title) + 1
        top = _blank(title, Sentence(-1, Span(0, len(title)), -1))
        words = Counter(_small_words([top]))
        small = self.small + words
        moved = _read_again(self.lines, small, words.keys() - self.small.keys())
        first = _read(Reader(small), top)
        return Names((first, *(_moved(line, head) for line in moved)), small)


def recognise(text: str, sentences: Sequence[Sentence]) -> Names:
    """Return the names in the sentences."""
    lines = [_blank(text, sentence) for sentence in sentences]
    small = Counter(_small_words(lines))
    reader = Reader(small)
    return Names(tuple(_read(reader, line) for line in lines), small)


def _blank(text: str, sentence: Sentence) -> Line:
    """Return a sentence whose names are still to be read."""
    tokens = tuple(tokenize(text, sentence.start, sentence.end))
    return Line(sentence, tokens, _is_headline(tokens))


def _read(reader: Reader, line: Line) -> Line:
    reading = reader.read_headline if line.headline else reader.read
    mentions = tuple(reading(line.tokens, line.sentence.index))
    return line._replace(mentions=mentions, asked=reader.take_asked())


def _read_again(lines: Sequence[Line], small: Counter[str], words: set[str]) -> tuple[Line, ...]:
    """Return the lines, read anew where one of the words makes a difference."""
    reader = Reader(small)
    return tuple(line if words.isdisjoint(line.asked) else _read(reader, line) for line in lines)


def _moved(line: Line, by: int) -> Line:
    """Return a line that stands further behind."""
    sentence, tokens, headline, mentions, asked = line
    return Line(
        replace(sentence, span=_span(sentence.span, by)),
        tuple([Token(norm, start + by, end + by) for norm, start, end in tokens]),
        headline,
        tuple([replace(mention, span=_span(mention.span, by)) for mention in mentions]),
        asked,
    )


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Return whether the line is in title case or capitals throughout."""
    long = [t.norm for t in tokens if len(t.norm) >= _LONG_WORD and t.norm[0].isalpha()]
    if len(long) < _HEADLINE_WORDS or any(t.norm == "." for t in tokens[-2:]):
        return len(long) > 1 and all(map(str.isupper, long))
    return sum([word[0].isupper() for word in long]) >= _HEADLINE_SHARE * len(long)


def _small_words(lines: Iterable[Line]) -> list[str]:
    """Return the words that the lines write small, outside headlines."""
    return [
        token.norm
        for line in lines
        if not line.headline
        for token in line.tokens
        if token.norm[0].islower()
    ]
