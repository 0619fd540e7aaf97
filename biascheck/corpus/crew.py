"""Who does the work: this process alone, or several that may die of it.

``concurrent.futures`` cannot say which task a dead process had, and ends the whole pool
with it. Here each worker has a pipe of its own, so a death is known at once, the worker is
replaced, and its block is tried again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from biascheck.corpus.scored import Scored
from biascheck.errors import BiascheckError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from biascheck.corpus.block import Block
    from biascheck.corpus.scored import Receipt
    from biascheck.corpus.stage import Stage
    from biascheck.types import Provenance

# How often a whole block is tried before it is taken apart.
_ATTEMPTS: Final = 2
# Workers that died one after the other before they had loaded the model.
_STILLBORN: Final = 3
# Seconds that a worker gets to end by itself when there is no more work.
_GRACE: Final = 5.0
# With several workers, each has one core; libraries read these when they are loaded.
_THREADS: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class Crew(Protocol):
    """Does the work on blocks, in any order."""

    def __enter__(self) -> Self:
        """Get ready."""

    def __exit__(self, *_: object) -> None:
        """End all work at once."""

    def provenance(self) -> Provenance:
        """Return which model works.

        Raises:
            ModelError: The model cannot be used.
        """

    def work(self, blocks: Iterator[Block]) -> Iterator[Receipt]:
        """Yield the receipts of blocks as they are done; takes few blocks ahead.

        Raises:
            BiascheckError: No block can be done any more.
        """


class Alone:
    """This process does the work itself."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def provenance(self) -> Provenance:
        """Return which model works.

        Raises:
            ModelError: The model cannot be used.
        """
        return self._stage.scorer.provenance()

    def work(self, blocks: Iterator[Block]) -> Iterator[Receipt]:
        """Yield the receipt of each block."""
        return map(self._stage, blocks)


@dataclass(slots=True)
class Task:
    """A block on its way; once it has killed two workers, in ever smaller pieces.

    Attributes:
        block: The block.
        deaths: Workers that died of the whole block.
        pieces: What is still to be scored of it, in order; empty while it is tried whole.
        scored: The pieces that are done, in order.
    """

    block: Block
    deaths: int = 0
    pieces: deque[Block] = field(default_factory=deque)
    scored: list[Scored] = field(default_factory=list)

    @property
    def order(self) -> tuple[bool, Block]:
        """What a worker is to do: write the whole block, or only score a piece."""
        return (False, self.pieces[0]) if self.pieces else (True, self.block)

    def fail(self, stage: Stage) -> None:
        """Settle what comes next after a worker's death."""
        if not self.pieces:
            self.deaths += 1
            if self.deaths < _ATTEMPTS:
                return
            self.pieces.append(self.block)
        else:
            self.deaths += 1
        piece = self.pieces.popleft()
        if len(piece.items) > 1:
            self.pieces.extendleft(reversed(piece.halves()))
        else:
            crashed = replace(piece, crashed=frozenset({piece.first_row}))
            self.scored.append(stage.scorer(crashed))


class Worker:
    """A process with the stage, and the pipe to it."""

    def __init__(self, stage: Stage) -> None:
        context = get_context("spawn")
        self.connection, other = context.Pipe()
        self.task: Task | None = None
        self.ready = False
        self._process: SpawnProcess = context.Process(
            target=serve, args=(other, stage), daemon=True
        )
        self._process.start()
        # With our copy closed, the pipe ends when the process does.
        other.close()

    def give(self, task: Task) -> None:
        """Hand a task over; a worker that is dead is found out when its answer is read."""
        self.task = task
        with suppress(OSError):
            self.connection.send(task.order)

    def answer(self) -> Any:
        """Return what the worker says.

        Raises:
            EOFError: It is dead.
            BiascheckError: What it met and cannot go on from.
        """
        try:
            found = self.connection.recv()
        except OSError as error:
            raise EOFError from error
        if isinstance(found, BaseException):
            raise found
        return found

    def end(self, grace: float = 0.0) -> int | None:
        """End the process, by force after ``grace`` seconds, and return its exit code."""
        self.connection.close()
        self._process.join(grace)
        self._process.kill()
        self._process.join()
        return self._process.exitcode


class Processes:
    """Several processes, each with the model; the blocks in flight are as few as they are.

    Args:
        stage: What each of them does.
        number: How many, at least 1.
    """

    def __init__(self, stage: Stage, number: int) -> None:
        self._stage = stage
        self._number = number
        self._workers: list[Worker] = []
        self._waiting: deque[Task] = deque()
        self._provenance: Provenance | None = None
        self._stillborn = 0

    def __enter__(self) -> Self:
        try:
            for _ in range(self._number):
                self._workers.append(Worker(self._stage))
        except BaseException:
            self._end(0.0)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end(0.0 if any(worker.task for worker in self._workers) else _GRACE)

    def provenance(self) -> Provenance:
        """Wait until one worker has loaded the model, and return which it is.

        Raises:
            ModelError: The model cannot be used, or the workers die of it.
        """
        while self._provenance is None:
            for _ in self._listen():
                pass
        return self._provenance

    def work(self, blocks: Iterator[Block]) -> Iterator[Receipt]:
        """Yield the receipts of blocks as they are done.

        Raises:
            BiascheckError: What a worker met and cannot go on from.
        """
        tasks = map(Task, blocks)
        self._give(tasks)
        while self._waiting or any(worker.task for worker in self._workers):
            for receipt in self._listen():
                self._give(tasks)
                yield receipt
            self._give(tasks)

    def _give(self, tasks: Iterator[Task]) -> None:
        """Give every idle worker something to do, and have the next task at hand."""
        for worker in self._workers:
            if worker.ready and worker.task is None:
                task = self._waiting.popleft() if self._waiting else next(tasks, None)
                if task is None:
                    return
                worker.give(task)
        if not self._waiting:
            self._waiting.extend(task for task in (next(tasks, None),) if task is not None)

    def _listen(self) -> Iterator[Receipt]:
        """Wait until some workers say something, and yield the receipts among it."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection)):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                found = worker.answer()
            except EOFError:
                yield from self._bury(worker)
                continue
            if worker.task is None:
                self._provenance, self._stillborn, worker.ready = found, 0, True
                continue
            task, worker.task = worker.task, None
            if not task.pieces:
                yield found
                continue
            task.pieces.popleft()
            task.scored.append(found)
            yield from self._next_piece(task)

    def _bury(self, worker: Worker) -> Iterator[Receipt]:
        """Put another in the place of a dead worker, and see to its task.

        Raises:
            ModelError: They die before they have done anything.
        """
        task, code = worker.task, worker.end()
        self._workers.remove(worker)
        self._stillborn += task is None
        if self._stillborn >= _STILLBORN:
            raise ModelError(
                f"the processes that load the model die of it (exit code {code}).",
                hint="Free memory, or give fewer --workers.",
            )
        self._workers.append(Worker(self._stage))
        if task is not None:
            task.fail(self._stage)
            yield from self._next_piece(task)

    def _next_piece(self, task: Task) -> Iterator[Receipt]:
        """Let a task wait for the next worker, or write what its pieces became."""
        if task.pieces or not task.scored:
            self._waiting.appendleft(task)
        else:
            yield self._stage.write(task.block, Scored.join(task.scored))

    def _end(self, grace: float) -> None:
        while self._workers:
            self._workers.pop().end(grace)


def hire(stage: Stage, workers: int) -> Crew:
    """Return a crew of so many; one worker is this process itself."""
    return Alone(stage) if workers == 1 else Processes(stage, workers)


def serve(connection: Connection, stage: Stage) -> None:
    """Be a worker: say which model it is, then do orders until there are no more."""
    # The terminal sends Ctrl-C to all processes; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name, value in _THREADS.items():
        os.environ.setdefault(name, value)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, BrokenPipeError):
        connection.send(_tried(stage.scorer.provenance))
        while True:
            whole, block = connection.recv()
            do = stage if whole else stage.scorer
            connection.send(_tried(do, block))


def _tried(do: Any, *arguments: Any) -> Any:
    """Return what is done, or the error that it met, so that it can be sent."""
    try:
        return do(*arguments)
    except BiascheckError as error:
        return error
    except Exception as error:  # noqa: BLE001 - not every error can be sent
        return RuntimeError(f"{type(error).__name__} in a worker: {error}")


def _end_with_parent() -> None:
    """End this process when its parent does, so that nobody writes without the lock."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
