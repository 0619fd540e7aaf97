"""Measuring several sides in turn, so that what else the machine does meets them all."""

from __future__ import annotations

import time
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Threads that have nothing left to do wait in a busy loop for a while before they sleep; they
# must not do so beside the side that is measured next.
_REST: Final = 0.05


def alternate(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Run every side once to warm up, then each in turn, so many times.

    Args:
        sides: What to run, by name; each returns how much work it has done.
        rounds: How often, 1 or more.

    Returns:
        For each side its rates, work per second, one a round.
    """
    rates: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, side in sides.items():
            time.sleep(_REST)
            start = time.perf_counter()
            work = side()
            seconds = time.perf_counter() - start
            if number:
                rates[name].append(work / seconds)
    return rates


def ratio(rates: Sequence[float], baseline: Sequence[float]) -> float:
    """Return the median over the rounds of one side's rate over the baseline's in that round."""
    return median(one / other for one, other in zip(rates, baseline, strict=True))


@contextmanager
def torch_threads(number: int) -> Iterator[None]:
    """Let torch compute on so many threads inside."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)
