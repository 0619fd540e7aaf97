"""A crew of Ray actors: the same work on as many machines as a cluster has.

Actors, not Ray Data: a corpus is one stream, whose order decides duplicates, the numbers of
blocks and what a resumed run skips, while Ray Data wants a source that it may split. (Own
pipelines of Ray Data call ``Scorer.score_batch``.) The actors write the parts themselves, so
the output must lie where every machine of the cluster sees it under the same path.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final, Self, cast

from biascheck.corpus.crew import Team, tried
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.corpus.block import Block
    from biascheck.corpus.crew import Task, Worker
    from biascheck.corpus.stage import Stage

# A cluster of this run's own, on this machine.
LOCAL: Final = "local"


class Actor:
    """What runs on a machine of the cluster: the stage, with the model loaded once."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def provenance(self) -> Any:
        """Return which model works, or why it cannot."""
        return tried(self._stage.scorer.provenance)

    def do(self, whole: bool, block: Block) -> Any:
        """Return a whole block's receipt, what became of a piece, or an error."""
        return tried(self._stage if whole else self._stage.scorer, block)


class RayWorker:
    """An actor, seen from here; ``owed`` is the answer that is expected of it, if any."""

    def __init__(self, stage: Stage) -> None:
        import ray

        # An actor that dies is replaced by the team, which knows what it died of.
        gpus = 0 if stage.scorer.device == "cpu" else 1
        remote: Any = ray.remote(num_cpus=1, num_gpus=gpus, max_restarts=0)(Actor)
        self._actor = remote.remote(stage)
        self.task: Task | None = None
        self.ready = False
        self.owed: Any = self._actor.provenance.remote()

    def give(self, task: Task) -> None:
        """Hand a task over; an actor that is dead is found out when its answer is read."""
        self.task = task
        self.owed = self._actor.do.remote(*task.order)

    def answer(self) -> Any:
        """Return what the actor says.

        Raises:
            EOFError: It is dead.
            BiascheckError: What it met and cannot go on from.
        """
        import ray
        from ray.exceptions import RayError

        owed, self.owed = self.owed, None
        try:
            found = ray.get(owed)
        except RayError as error:
            raise EOFError from error
        if isinstance(found, BaseException):
            raise found
        return found

    def end(self, grace: float = 0.0) -> int | None:  # noqa: ARG002 - actors end at once
        """End the actor; what its exit code was is not known here."""
        import ray

        ray.kill(self._actor)
        return None


class RayTeam(Team):
    """Several actors on a cluster, which is joined, or started here, while they work.

    Args:
        stage: What each of them does.
        number: How many; None: one for each core of the cluster, or for each of its GPUs
            where the model runs on those.
        address: Of the cluster, such as ``auto``; ``local`` starts one on this machine.

    Raises:
        ConfigError: Ray is not installed.
    """

    def __init__(self, stage: Stage, number: int | None, address: str = LOCAL) -> None:
        require_ray()
        super().__init__(stage.single_threaded(), number or 0)
        self._address = address
        self._joined = False

    def start(self) -> RayWorker:
        """Return another actor."""
        return RayWorker(self._stage)

    def wait(self, workers: Sequence[Worker]) -> Iterator[Worker]:
        """Wait until an actor has an answer, or has died, and yield those that have."""
        import ray

        actors = cast("Sequence[RayWorker]", workers)
        owed = {it.owed: it for it in actors if it.owed is not None}
        for answer in ray.wait(list(owed), num_returns=1)[0]:
            yield owed[answer]

    def __enter__(self) -> Self:
        import ray

        if not ray.is_initialized():
            join(self._address)
            self._joined = True
        resources: Any = ray.cluster_resources
        kind = "CPU" if self._stage.scorer.device == "cpu" else "GPU"
        self._number = self._number or max(1, int(resources().get(kind, 1)))
        try:
            return super().__enter__()
        except BaseException:
            self._leave()
            raise

    def __exit__(self, *error: object) -> None:
        try:
            super().__exit__(*error)
        finally:
            self._leave()

    def _leave(self) -> None:
        """Leave the cluster; one of our own ends with that."""
        import ray

        if self._joined:
            ray.shutdown()


def require_ray() -> None:
    """Raise unless Ray is there.

    Raises:
        ConfigError: It is not installed.
    """
    from importlib.util import find_spec

    if find_spec("ray") is None:
        raise ConfigError(
            "this engine needs Ray, which is not installed.",
            hint="Install it: pip install 'biascheck[ray]'.",
        )


def join(address: str) -> None:
    """Join a cluster, or start one of this run's own.

    Raises:
        ConfigError: None answers at the address.
    """
    import ray

    own: dict[str, Any] = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    except (ConnectionError, ValueError, RuntimeError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ConfigError(
            f"no cluster of Ray answers: {told}",
            source=address,
            hint="Start one with: ray start --head; or leave --address out.",
        ) from error
