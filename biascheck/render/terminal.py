"""The terminal: a first screen, then the article with its marks, then the evidence."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from biascheck.render import annotated, evidence, first_screen
from biascheck.render.layout import Layout
from biascheck.render.marks import ASCII, GREY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.types import Report

_TRAILING_BLANKS: Final = re.compile(r" +$", re.MULTILINE)


def render(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield one page per report; a line divides it from the one before."""
    for index, report in enumerate(reports):
        text = page(report, layout, divided=index > 0)
        yield text.translate(ASCII) if layout.ascii_only else text


def page(report: Report, layout: Layout, *, divided: bool = False) -> str:
    """Return a report as text for a terminal, with escapes only if it shows colours."""
    console = _console(layout)
    if divided:
        console.print(Text())
        console.print(Rule(characters="─", style=GREY))
    for line in first_screen.lines(report, console.width):
        console.print(line)
    if not layout.summary:
        console.print(Text())
        for line in annotated.lines(report, console, coloured=layout.colour is not None):
            console.print(line)
        for part in evidence.sections(report):
            console.print(part, width=min(console.width, evidence.MAX_WIDTH))
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    return text if layout.colour else _TRAILING_BLANKS.sub("", text)


def plain(report: Report) -> str:
    """Return the first screen without colour, for ``print(report)``."""
    return page(report, Layout(summary=True)).rstrip("\n")


def _console(layout: Layout) -> Console:
    """Return a console that writes to memory and does not look at the environment."""
    return Console(
        file=StringIO(),
        width=layout.width,
        color_system=layout.colour,
        force_terminal=layout.colour is not None,
        force_jupyter=False,  # there it would display each line instead of writing it
        no_color=layout.colour is None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
