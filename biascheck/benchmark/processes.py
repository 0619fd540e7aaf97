"""Two processes on two cores against one process on one core."""

from __future__ import annotations

import os
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.marginal import GROUP, Cost, marginal_cost
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.result import Result, Row
from biascheck.encoder.device import usable_cores
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.benchmark.settings import Settings

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
    articles = settings.articles or GROUP

    def cost(workers: int) -> Cost:
        with on_cores(workers):
            return marginal_cost(settings.folder, articles, workers, settings.model_option)

    rounds = [(cost(1), cost(PROCESSES)) for _ in range(settings.repeats or _REPEATS)]
    return to_result(rounds, sum(map(len, mixture(articles))))


def to_result(rounds: Sequence[tuple[Cost, Cost]], characters: int) -> Result:
    """Return what a block for each process costs as rates.

    Args:
        rounds: What a block took in one process, and two blocks in two, in each round.
        characters: Characters of a block.
    """
    one, two = (Cost.median(side) for side in zip(*rounds, strict=True))
    both = PROCESSES * characters
    ratio = PROCESSES * median(a.seconds / b.seconds for a, b in rounds)
    spent_ratio = PROCESSES * median(a.processor / b.processor for a, b in rounds)
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
            Row(f"{PROCESSES} processes, {spent}", both / two.processor, spent_ratio),
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
