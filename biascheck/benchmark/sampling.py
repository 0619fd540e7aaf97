"""A profiler by samples of processor time: where a program's own code spends it.

Samples cost next to nothing, while a profiler that counts calls makes code of many small
calls look slower than it is.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

#: Seconds of processor time between two samples.
_INTERVAL: Final = 1e-3


@contextmanager
def sampled(place: Callable[[str], str | None]) -> Iterator[Counter[str]]:
    """Count the seconds of processor time of the code that runs inside, by place.

    A sample counts all the time since the one before, so that a long call of native code,
    which no sample can interrupt, is counted in full when it returns.

    Args:
        place: From the name of a module to where its time belongs; None: to its caller.
    """
    seconds: Counter[str] = Counter()
    last = time.process_time()

    def take(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        seconds[_innermost(frame, place)] += now - last  # type: ignore[assignment]
        last = now

    before = signal.signal(signal.SIGPROF, take)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    try:
        yield seconds
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _innermost(frame: FrameType | None, place: Callable[[str], str | None]) -> str:
    """Return the place of the innermost function that has one."""
    while frame is not None:
        found = place(frame.f_globals.get("__name__", ""))
        if found is not None:
            return found
        frame = frame.f_back
    return "other"
