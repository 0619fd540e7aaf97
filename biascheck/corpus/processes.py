"""A crew of processes on this machine.

``concurrent.futures`` cannot say which task a dead process had, and ends the whole pool
with it. Here each worker has a pipe of its own, so a death is known at once.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, cast

from biascheck.corpus.crew import Alone, Team, tried
from biascheck.encoder.device import usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from biascheck.corpus.crew import Crew, Task, Worker
    from biascheck.corpus.stage import Stage

# With several workers, each has one core; libraries read these when they are loaded.
_THREADS: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class ProcessWorker:
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


class Processes(Team):
    """Several processes, each with the model."""

    def start(self) -> ProcessWorker:
        """Return another process."""
        return ProcessWorker(self._stage)

    def wait(self, workers: Sequence[Worker]) -> Iterator[Worker]:
        """Wait until some processes have an answer, or have died, and yield which."""
        processes = cast("Sequence[ProcessWorker]", workers)
        by_connection: dict[Any, Worker] = {it.connection: it for it in processes}
        for connection in wait(list(by_connection)):
            yield by_connection[connection]


def hire(stage: Stage, workers: int | None, apart: bool = False) -> Crew:
    """Return a crew of so many; one worker is this process itself, unless it must not be.

    Args:
        stage: What each of them does.
        workers: How many; None: one per core, and one alone on any other device.
        apart: Keep the work out of this process, since it has killed one before.
    """
    number = workers or (usable_cores() if stage.scorer.device == "cpu" else 1)
    if number > 1:
        return Processes(stage.single_threaded(), number)
    return Processes(stage, 1) if apart else Alone(stage)


def serve(connection: Connection, stage: Stage) -> None:
    """Be a worker: say which model it is, then do orders until there are no more."""
    # The terminal sends Ctrl-C to all processes; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name, value in _THREADS.items():
        os.environ.setdefault(name, value)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, BrokenPipeError):
        connection.send(tried(stage.scorer.provenance))
        while True:
            whole, block = connection.recv()
            do = stage if whole else stage.scorer
            connection.send(tried(do, block))


def _end_with_parent() -> None:
    """End this process when its parent does, so that nobody writes without the lock."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
