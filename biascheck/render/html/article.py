"""The article as it was written: paragraphs of passages of sentences of marked pieces."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from biascheck.render.html.pieces import Cutter
from biascheck.render.marks import MARKS
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.render.html.pieces import Piece
    from biascheck.render.marks import Mark
    from biascheck.types import Passage, Report, Sentence


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence; ``index`` is the number that links and evidence give it."""

    index: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage under its mark; without a mark where roles were not asked for."""

    role: str
    mark: Mark | None
    note: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article, or its headline."""

    passages: tuple[PassageView, ...]
    headline: bool


def paragraphs(report: Report) -> Iterator[Paragraph]:
    """Yield the paragraphs in order."""
    cutter = Cutter(report)
    passage_of = {
        index: passage
        for passage in report.passages
        for index in range(passage.first, passage.last + 1)
    }
    title = report.article.title_span
    for _, group in groupby(report.sentences, lambda it: it.paragraph):
        sentences = list(group)
        passages = [
            _passage(passage_of.get(run[0].index), run, cutter)
            for run in _runs(sentences, passage_of)
        ]
        span = Span(sentences[0].start, sentences[-1].end)
        yield Paragraph(tuple(passages), headline=title is not None and title.overlaps(span))


def _runs(
    sentences: list[Sentence], passage_of: dict[int, Passage]
) -> Iterator[tuple[Sentence, ...]]:
    for _, run in groupby(sentences, lambda it: getattr(passage_of.get(it.index), "index", None)):
        yield tuple(run)


def _passage(
    passage: Passage | None, sentences: tuple[Sentence, ...], cutter: Cutter
) -> PassageView:
    views = tuple(SentenceView(it.index, tuple(cutter.pieces(it))) for it in sentences)
    if passage is None:
        return PassageView("none", None, "", views)
    mark = MARKS[passage.role]
    note = f"{mark.meaning}, probability {passage.probability:.2f}"
    return PassageView(passage.role, mark, note, views)
