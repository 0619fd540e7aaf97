"""Two processes on two cores against one process on one core."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.marginal import Cost, marginal_cost
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.result import Result, Row
from biascheck.encoder.device import usable_cores
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.benchmark.settings import Settings

ARTICLES: Final = 32
PROCESSES: Final = 2
BOUND: Final = 1.8
_REPEATS: Final = 3


def measure(settings: Settings) -> Result:
    """Measure characters per second of ``biascheck batch`` on one core and on two, in turn.

    A process has a thread in both. ``articles`` (of a block), ``repeats`` and ``model`` count.

    Raises:
        ConfigError: There is one core only, or the system cannot keep a process to some cores.
    """
    _require_cores()
    articles = settings.articles or ARTICLES
    options = ["--model", settings.model] if settings.model else []

    def cost(workers: int) -> Cost:
        with on_cores(workers):
            return marginal_cost(settings.folder, articles, workers, options)

    rounds = [(cost(1), cost(PROCESSES)) for _ in range(settings.repeats or _REPEATS)]
    one, two = (Cost.median(side) for side in zip(*rounds, strict=True))
    return to_result(one, two, sum(map(len, mixture(articles))))


def to_result(one: Cost, two: Cost, characters: int) -> Result:
    """Return what a block for each process costs as rates.

    Args:
        one: A block in one process.
        two: Two blocks in two processes.
        characters: Characters of a block.
    """
    both = PROCESSES * characters
    ratio = PROCESSES * one.seconds / two.seconds
    # Where others use the machine, the processor time says more than the clock.
    spent = "per second of processor time"
    return Result(
        name="processes",
        unit="characters/s",
        baseline="one process on one core",
        rows=(
            Row("biascheck batch --workers 1, one core", characters / one.seconds),
            Row(
                f"biascheck batch --workers {PROCESSES}, {PROCESSES} cores",
                both / two.seconds,
                ratio,
            ),
            Row(f"one process, {spent}", characters / one.processor),
            Row(
                f"{PROCESSES} processes, {spent}",
                both / two.processor,
                PROCESSES * one.processor / two.processor,
            ),
        ),
        claim=f"at least {BOUND:g} times the rate on {PROCESSES} cores",
        measured=ratio,
        bound=BOUND,
        at_least=True,
    )


def _require_cores() -> None:
    if not hasattr(os, "sched_setaffinity"):
        raise ConfigError(
            "this system cannot keep a process to one core, so one and two cannot be compared.",
            hint="Measure on Linux.",
        )
    if usable_cores() < PROCESSES:
        raise ConfigError(
            "biascheck may use one core here; two processes would share it.",
            hint=f"Measure where there are {PROCESSES} cores or more.",
        )


@contextmanager
def on_cores(number: int) -> Iterator[None]:
    """Keep the processes that are started inside to so many of this process's cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
