from __future__ import annotations

import asyncio
import threading
import time

import pytest

from biascheck.serve.limits import Limits
from biascheck.serve.problem import Problem
from biascheck.serve.turns import Turns


class Works:
    """Work that waits to be let go, and counts how much of it runs at once."""

    def __init__(self):
        self.go = threading.Event()
        self.running = self.most = 0
        self._lock = threading.Lock()

    def __call__(self):
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.go.wait(5)
        with self._lock:
            self.running -= 1
        return "done"


async def ask(turns, work):
    try:
        with turns.place() as deadline:
            return await turns.work(work, deadline)
    except Problem as problem:
        return problem.kind


def test_so_many_at_once_and_so_many_waiting():
    async def main():
        turns = Turns(Limits(concurrent=2, waiting=3))
        work = Works()
        asked = [asyncio.create_task(ask(turns, work)) for _ in range(8)]
        await asyncio.sleep(0.1)
        assert (turns.inside, turns.running) == (5, 2)
        work.go.set()
        answers = await asyncio.gather(*asked)
        assert answers == ["done"] * 5 + ["busy"] * 3
        assert work.most == 2
        assert (turns.inside, turns.running) == (0, 0)
        turns.close()

    asyncio.run(main())


def test_busy_says_when_to_come_back():
    turns = Turns(Limits(concurrent=1, waiting=0))
    with turns.place(), pytest.raises(Problem) as caught, turns.place():
        pass
    assert int(caught.value.headers["Retry-After"]) >= 1
    with turns.place():
        pass
    turns.close()


def test_what_takes_too_long_keeps_its_thread_until_it_ends():
    async def main():
        turns = Turns(Limits(concurrent=1, waiting=3, seconds=0.1))
        work = Works()
        started = time.monotonic()
        assert await ask(turns, work) == "too-slow"
        assert time.monotonic() - started < 2
        assert (turns.inside, turns.running) == (0, 1)
        assert await ask(turns, lambda: "next") == "no-turn"
        work.go.set()
        await asyncio.sleep(0.1)
        assert turns.running == 0
        assert await ask(turns, lambda: "next") == "next"
        turns.close()

    asyncio.run(main())


def test_a_fault_is_passed_on_and_frees_the_turn():
    async def main():
        turns = Turns(Limits(concurrent=1, waiting=0))
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await ask(turns, lambda: 1 / 0)
        assert await ask(turns, lambda: "next") == "next"
        turns.close()

    asyncio.run(main())


def test_a_fault_after_the_answer_disturbs_nobody(caplog):
    def late():
        time.sleep(0.2)
        raise ValueError("words of the text")

    async def main():
        turns = Turns(Limits(concurrent=1, waiting=0, seconds=0.05))
        assert await ask(turns, late) == "too-slow"
        await asyncio.sleep(0.3)
        assert await ask(turns, lambda: "next") == "next"
        turns.close()

    asyncio.run(main())
    assert "words of the text" not in caplog.text


def test_pages_wait_beside_the_analyses():
    async def main():
        turns = Turns(Limits(concurrent=1, waiting=2))
        slow = Works()
        fetching = asyncio.create_task(turns.fetch(slow))
        assert await ask(turns, lambda: "analysed") == "analysed"
        slow.go.set()
        assert await fetching == "done"
        turns.close()

    asyncio.run(main())
