"""Who is quoted, how much and in which words: one entry per source, numbered as they appear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.render import phrases
from biascheck.render.harmless import inline
from biascheck.types import count_words

if TYPE_CHECKING:
    from biascheck.types import Quote, Report

UNNAMED: Final = "not named"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: the sentence it stands in, what is said, and how."""

    sentence: int
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the article.

    Attributes:
        number: The small number that joins its quotations in the text; 0 for all
            whose speaker is not named.
        name: The speaker, safe to show.
        words: Quoted words.
        share: Of all quoted words, in [0, 1].
        quotations: In the order of the text.
    """

    number: int
    name: str
    words: int
    share: float
    quotations: tuple[Quotation, ...]

    @property
    def part(self) -> str:
        """The share as per cent."""
        return phrases.percent(self.share)

    @property
    def amount(self) -> str:
        """How much this source is quoted, in words."""
        quotations = phrases.plural(len(self.quotations), "quotation")
        return f"{phrases.plural(self.words, 'word')} in {quotations}"


def numbers(report: Report) -> dict[str | None, int]:
    """Return the number of each speaker, from 1 in order of appearance; None has 0."""
    found: dict[str | None, int] = {None: 0}
    for quote in report.quotes:
        found.setdefault(quote.speaker, len(found))
    return found


def sources(report: Report) -> tuple[Source, ...]:
    """Return the sources, the most quoted first; those without a name last."""
    known = numbers(report)
    quotes: dict[str | None, list[Quote]] = {}
    for quote in report.quotes:
        quotes.setdefault(quote.speaker, []).append(quote)
    words = {name: _words(report, given) for name, given in quotes.items()}
    total = sum(words.values()) or 1
    found = [
        Source(
            number=known[name],
            name=UNNAMED if name is None else inline(name).strip(),
            words=words[name],
            share=words[name] / total,
            quotations=tuple(_quotation(report, quote) for quote in given),
        )
        for name, given in quotes.items()
    ]
    return tuple(sorted(found, key=lambda it: (it.number == 0, -it.words, it.number)))


def how(quote: Quote) -> str:
    """Return whether a quotation is direct, and the verb that reports it."""
    kind = "direct" if quote.direct else "indirect"
    return f"{kind}, {inline(quote.cue).strip()}" if quote.cue else kind


def _words(report: Report, quotes: list[Quote]) -> int:
    return sum(count_words(report.text_of(quote.span)) for quote in quotes)


def _quotation(report: Report, quote: Quote) -> Quotation:
    return Quotation(quote.sentence, inline(report.text_of(quote.span)).strip(), how(quote))
