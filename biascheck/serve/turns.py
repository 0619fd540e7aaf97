"""Work takes turns: so much at once, so much waiting, and nothing beyond.

Work runs in threads, since ONNX Runtime computes without holding the interpreter's lock.
A thread cannot be stopped: work that takes too long is answered as such, but its place
is free only when it has ended, so that the load stays what the limits say.
"""

from __future__ import annotations

import asyncio
import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from biascheck.serve.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from biascheck.serve.limits import Limits

_T = TypeVar("_T")
# A rough guess of what one piece of work takes, before any has been done, in seconds.
_FIRST_GUESS: Final = 2.0


class Turns:
    """Gives each request a place, and its work a thread.

    Args:
        limits: ``concurrent``, ``waiting`` and ``seconds`` count.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._places = limits.concurrent + limits.waiting
        self._free = asyncio.Semaphore(limits.concurrent)
        self._workers = ThreadPoolExecutor(limits.concurrent, "analysis")
        self._fetchers = ThreadPoolExecutor(self._places, "fetch")
        self._typical = _FIRST_GUESS
        self.inside = 0
        self.running = 0

    @contextmanager
    def place(self) -> Iterator[float]:
        """Give a place until the request is answered; yield the time by which it must be.

        Raises:
            Problem: All are taken.
        """
        if self.inside >= self._places:
            wait = str(max(1, math.ceil(self._typical * self._places / self._limits.concurrent)))
            told = f"{self._places} requests are being worked on, which is all that may be."
            raise Problem("busy", told, headers={"Retry-After": wait})
        self.inside += 1
        try:
            yield time.monotonic() + self._limits.seconds
        finally:
            self.inside -= 1

    async def fetch(self, work: Callable[[], _T]) -> _T:
        """Return what some waiting on others gives; it bounds its own time."""
        return await asyncio.get_running_loop().run_in_executor(self._fetchers, work)

    async def work(self, work: Callable[[], _T], deadline: float) -> _T:
        """Return what some work gives, when its turn has come.

        Raises:
            Problem: Its turn did not come, or it took too long.
        """
        try:
            await asyncio.wait_for(self._free.acquire(), max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            told = f"Its turn did not come within {self._limits.seconds:g} s."
            raise Problem("no-turn", told, headers={"Retry-After": "30"}) from None
        self.running += 1
        started = time.monotonic()
        task = asyncio.get_running_loop().run_in_executor(self._workers, work)
        task.add_done_callback(lambda done: self._ended(done, started))
        await asyncio.wait({task}, timeout=max(0.0, deadline - time.monotonic()))
        if not task.done():
            raise Problem("too-slow", f"It did not end within {self._limits.seconds:g} s.")
        return task.result()

    def _ended(self, task: asyncio.Future[_T], started: float) -> None:
        self.running -= 1
        self._free.release()
        self._typical += 0.2 * (time.monotonic() - started - self._typical)
        if not task.cancelled():
            task.exception()  # Looked at: the loop would log one that nobody asked for.

    def close(self) -> None:
        """Take no more work; what runs may end."""
        for pool in (self._workers, self._fetchers):
            pool.shutdown(wait=False, cancel_futures=True)
