"""The evidence tables of the terminal, below the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich import box
from rich.table import Table
from rich.text import Text

from biascheck.render import phrases
from biascheck.render.findings import MAX_ROWS, findings, formulas
from biascheck.render.harmless import inline
from biascheck.render.marks import GREY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from biascheck.render.findings import Finding
    from biascheck.types import Report

MAX_WIDTH: Final = 140
_FIRST_COLUMN: Final = 26


def sections(report: Report) -> Iterator[RenderableType]:
    """Yield the tables, then the formulas, the warnings in full and the model."""
    for finding in findings(report):
        yield from _heading(finding.title)
        yield _table(finding)
        if len(finding.rows) > MAX_ROWS:
            rest = len(finding.rows) - MAX_ROWS
            yield Text(f"and {rest:,} more, all in --format json", style=GREY)
    computed = list(formulas(report))
    if computed:
        yield from _heading("How the scores are computed")
        yield from map(Text, computed)
    if report.notices:
        yield from _heading("Warnings")
    for notice in report.notices:
        yield Text(f"! {inline(notice.message)} [{inline(notice.code)}]")
    yield Text()
    yield Text(f"Model  {phrases.provenance(report)}", style=GREY)


def _heading(title: str) -> Iterator[Text]:
    yield Text()
    yield Text(title, style="bold")


def _table(finding: Finding) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    last = len(finding.columns) - 1
    for index, column in enumerate(finding.columns):
        limit = _FIRST_COLUMN if index == 0 else None
        heading = Text(column, style=GREY)
        table.add_column(heading, max_width=limit, no_wrap=0 < index < last, overflow="fold")
    for row in finding.rows[:MAX_ROWS]:
        table.add_row(*map(Text, row))
    return table
