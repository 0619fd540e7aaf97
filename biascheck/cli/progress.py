"""Counting on standard error while a terminal looks on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def counted_rows(what: str, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many more rows are done."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn(what), MofNCompleteColumn(), TextColumn("rows"), TimeElapsedColumn()
    console = Console(stderr=True)
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        bar = progress.add_task(what, total=None)
        yield lambda n: progress.advance(bar, n)
