"""Who does the work: this process alone, or a team of workers that may die of it.

A worker that dies is replaced, and its block is tried again; a block that kills twice is
taken apart until the article is found that does it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from biascheck.corpus.scored import Scored
from biascheck.errors import BiascheckError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class Worker(Protocol):
    """Somebody who does tasks one at a time, and may die of one.

    Attributes:
        task: What it is at; None: nothing.
        ready: Whether it has loaded the model.
    """

    task: Task | None
    ready: bool

    def give(self, task: Task) -> None:
        """Hand a task over; a worker that is dead is found out when its answer is read."""

    def answer(self) -> Any:
        """Return what the worker says.

        Raises:
            EOFError: It is dead.
            BiascheckError: What it met and cannot go on from.
        """

    def end(self, grace: float = 0.0) -> int | None:
        """End it, by force after ``grace`` seconds, and return its exit code if there is one."""


class Team(ABC):
    """Several workers, each with the model; the blocks in flight are as few as they are.

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

    @abstractmethod
    def start(self) -> Worker:
        """Return another worker, which will first say which model it has."""

    @abstractmethod
    def wait(self, workers: Sequence[Worker]) -> Iterable[Worker]:
        """Wait until some workers have an answer, or have died, and return which."""

    def __enter__(self) -> Self:
        try:
            for _ in range(self._number):
                self._workers.append(self.start())
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
        for worker in list(self.wait(self._workers)):
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
                f"the processes that load the model die of it (exit code {code or 'unknown'}).",
                hint="Free memory, or give fewer --workers.",
            )
        self._workers.append(self.start())
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


def tried(do: Any, *arguments: Any) -> Any:
    """Return what is done, or the error that it met, so that it can be sent."""
    try:
        return do(*arguments)
    except BiascheckError as error:
        return error
    except Exception as error:  # noqa: BLE001 - not every error can be sent
        return RuntimeError(f"{type(error).__name__} in a worker: {error}")
