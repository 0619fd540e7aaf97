"""The article itself: every passage with its role in the margin, loaded words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from biascheck.render import phrases
from biascheck.render.marks import GREY, LOADED_CLOSE, LOADED_OPEN, LOADED_STYLE, MARKS
from biascheck.render.segments import paragraphs, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from biascheck.types import Passage, Report

# Longer lines are hard to read (Bringhurst 2004, The Elements of Typographic Style).
MAX_WIDTH: Final = 96
_MARGIN: Final = 5


def lines(report: Report, console: Console, *, coloured: bool) -> Iterator[Text]:
    """Yield the article's lines, a blank one between paragraphs."""
    if not report.passages:
        yield Text("(no passages: the dimension role was not asked for)", style=GREY)
        return
    yield legend(coloured=coloured)
    before = None
    for group in paragraphs(report):
        furniture = all(passage.role == "boilerplate" for passage in group)
        if not (furniture and before):
            yield Text()
        before = furniture
        for passage in group:
            yield from _passage(report, passage, console, coloured=coloured)


def legend(*, coloured: bool) -> Text:
    """Return one line that explains the marks."""
    text = Text()
    for mark in MARKS.values():
        text.append(mark.letter, style=mark.margin_style)
        text.append(f" {mark.meaning}   ", style=GREY)
    text.append(_loaded("loaded", coloured=coloured), style=LOADED_STYLE)
    return text


def _passage(
    report: Report, passage: Passage, console: Console, *, coloured: bool
) -> Iterator[Text]:
    mark = MARKS[passage.role]
    title = report.article.title_span
    is_title = title is not None and title.overlaps(passage.span)
    body = Text(style="bold" if is_title else mark.text_style)
    for piece, loaded in segments(report, passage.span):
        body.append(
            _loaded(piece, coloured=coloured) if loaded else piece,
            style=LOADED_STYLE if loaded else None,
        )
    margin = Text(f" {mark.letter} {mark.bar} ", style=mark.margin_style)
    rest = Text(f"   {mark.bar} ", style=mark.margin_style)
    wrapped = body.wrap(console, min(console.width, MAX_WIDTH) - _MARGIN)
    for index, line in enumerate(wrapped):
        line.rstrip()
        yield Text.assemble(rest if index else margin, line)
    evidence = phrases.evidence(report, passage)
    if evidence:
        because = Text(evidence, style=GREY)
        because.truncate(min(console.width, MAX_WIDTH) - _MARGIN, overflow="ellipsis")
        yield Text.assemble(rest, because)


def _loaded(word: str, *, coloured: bool) -> str:
    """Return the word with marks where no underline will show it."""
    return word if coloured else f"{LOADED_OPEN}{word}{LOADED_CLOSE}"
