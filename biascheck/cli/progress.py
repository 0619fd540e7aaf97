"""Counting on standard error while a terminal looks on."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from biascheck.errors import BiascheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from biascheck.corpus.tally import Tally


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


@contextmanager
def corpus_progress(corpus: Any, *, quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """Give what is told of each step; only a terminal shows it.

    Args:
        corpus: Is read a second time, to know how many articles there are; None: it cannot be.
        quiet: Show nothing.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    total = Total(corpus)
    columns = (BarColumn(24), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading the first articles", total=None)

        def show(tally: Tally) -> None:
            tally.total = total.value
            done = tally.counts.items
            progress.update(task, total=tally.total, completed=done, description=told(tally))

        yield show


def told(tally: Tally) -> str:
    """Return how far a run has come, in words."""
    counts = tally.counts
    of = "" if tally.total is None else f" of {tally.total:,}"
    left = "" if tally.remaining is None else f", {_duration(tally.remaining)} left"
    return f"{counts.items:,}{of} articles, {tally.rate:.1f}/s{left}, {counts.failed:,} failed"


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Total:
    """Counts the items of a corpus beside the work.

    Attributes:
        value: How many there are; None until that is known.
    """

    def __init__(self, corpus: Any) -> None:
        self.value: int | None = None
        self._corpus = corpus
        if corpus is not None:
            Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        # What is wrong with the corpus is told where it is analysed.
        with suppress(BiascheckError):
            self.value = sum(1 for _ in self._corpus.items())
