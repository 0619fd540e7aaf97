"""A sentence cut into pieces wherever something is known about its words.

A piece is text with the same marks from its first character to its last. Marks may
overlap (a loaded word may reach over the end of a quotation), so they are not nested
but cut at every edge.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from biascheck.render.harmless import inline
from biascheck.render.html.sources import UNNAMED, how, numbers
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.types import EvidenceWord, LoadedWord, Quote, Report, Sentence

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Joint:
    """The small number after a quotation, or after the words that name its speaker."""

    number: int
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with one set of marks.

    Attributes:
        text: Safe to show once it is escaped for HTML.
        kind: ``loaded``, ``evidence`` (for opinion), or "" where no word is marked.
        reasons: Why the words are marked, one sentence each.
        quoted: The number of the source whose words these are; None in the author's.
        naming: The number of the source that these words name.
        joints: What stands after the piece.
    """

    text: str
    kind: str = ""
    reasons: tuple[str, ...] = ()
    quoted: int | None = None
    naming: int | None = None
    joints: tuple[Joint, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marks:
    """Everything that is marked in one sentence."""

    loaded: list[LoadedWord]
    evidence: list[EvidenceWord]
    quotes: list[Quote]

    def spans(self) -> Iterator[Span]:
        """Yield where the marks stand."""
        yield from (word.span for word in self.loaded)
        yield from (word.span for word in self.evidence)
        for quote in self.quotes:
            yield quote.span
            if quote.speaker_span is not None:
                yield quote.speaker_span


class _Over:
    """What lies over each piece of a sentence, by where the piece starts.

    Each mark is looked for once: a sentence of a thousand quotations has thousands of pieces.
    """

    def __init__(self, cuts: list[int], marks: _Marks) -> None:
        self.loaded = _by_start(cuts, ((word.span, word) for word in marks.loaded))
        self.evidence = _by_start(cuts, ((word.span, word) for word in marks.evidence))
        self.quotes = _by_start(cuts, ((quote.span, quote) for quote in marks.quotes))
        self.names = _by_start(
            cuts,
            (
                (quote.speaker_span, quote)
                for quote in marks.quotes
                if quote.speaker_span is not None and quote.speaker is not None
            ),
        )


def _by_start(cuts: list[int], marks: Iterable[tuple[Span, _T]]) -> dict[int, list[_T]]:
    found: dict[int, list[_T]] = {}
    for span, mark in marks:
        first = max(0, bisect_right(cuts, span.start) - 1)
        for start in cuts[first : bisect_left(cuts, span.end)]:
            found.setdefault(start, []).append(mark)
    return found


class Cutter:
    """Cuts the sentences of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._numbers = numbers(report)
        self._starts = [sentence.start for sentence in report.sentences]
        self._ends = [sentence.end for sentence in report.sentences]
        self._loaded: dict[int, list[LoadedWord]] = {}
        self._quotes: dict[int, list[Quote]] = {}
        for word in report.loaded:
            for index in self._sentences(word.span):
                self._loaded.setdefault(index, []).append(word)
        for quote in report.quotes:
            reach = {*self._sentences(quote.span), *self._sentences(quote.speaker_span)}
            for index in reach:
                self._quotes.setdefault(index, []).append(quote)

    def pieces(self, sentence: Sentence) -> Iterator[Piece]:
        """Yield the pieces of a sentence in order; together they are its whole text."""
        label = self._report.labels[sentence.index]
        marks = _Marks(
            loaded=self._loaded.get(sentence.index, []),
            evidence=[word for word in label.evidence if word.decision == "opinion"],
            quotes=self._quotes.get(sentence.index, []),
        )
        inner = {at for span in marks.spans() for at in span if sentence.start < at < sentence.end}
        cuts = sorted({sentence.start, sentence.end, *inner})
        over = _Over(cuts, marks)
        joints = self._joints(sentence, marks.quotes)
        for start, end in pairwise(cuts):
            yield self._piece(Span(start, end), over, tuple(joints.get(end, {}).values()))

    def _piece(self, span: Span, over: _Over, joints: tuple[Joint, ...]) -> Piece:
        slants = over.loaded.get(span.start, ())
        judges = over.evidence.get(span.start, ())
        quoted = next(iter(over.quotes.get(span.start, ())), None)
        naming = next(iter(over.names.get(span.start, ())), None)
        return Piece(
            text=inline(self._report.text_of(span)),
            kind="loaded" if slants else "evidence" if judges else "",
            reasons=(*map(_why_loaded, slants), *map(_why_opinion, judges)),
            quoted=None if quoted is None else self._numbers[quoted.speaker],
            naming=None if naming is None else self._numbers[naming.speaker],
            joints=joints,
        )

    def _joints(self, sentence: Sentence, quotes: list[Quote]) -> dict[int, dict[int, Joint]]:
        """Return, by where a piece ends, a joint for each source whose quotation or name does."""
        found: dict[int, dict[int, Joint]] = {}
        for quote in quotes:
            number = self._numbers[quote.speaker]
            name = UNNAMED if quote.speaker is None else inline(quote.speaker).strip()
            for end in self._ends_of(quote, sentence):
                found.setdefault(end, {}).setdefault(number, Joint(number, name, how(quote)))
        return found

    def _ends_of(self, quote: Quote, sentence: Sentence) -> Iterator[int]:
        """Yield where, in its last sentence, the quotation ends, and where its speaker's name."""
        reach = self._sentences(quote.span)
        if reach and reach[-1] == sentence.index:
            yield min(quote.span.end, sentence.end)
        if quote.speaker_span is not None and quote.speaker is not None:
            yield quote.speaker_span.end

    def _sentences(self, span: Span | None) -> range:
        """Return the indices of the sentences that a span touches."""
        if span is None:
            return range(0)
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))


def _why_loaded(word: LoadedWord) -> str:
    return f"Loaded wording in the author's voice, probability {word.score:.2f}."


def _why_opinion(word: EvidenceWord) -> str:
    return (
        "Speaks for opinion: without it, the log-odds of opinion in this sentence "
        f"fall by {word.weight:.2f}."
    )
