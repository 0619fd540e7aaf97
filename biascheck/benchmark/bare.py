"""The encoder alone: the batches that the analyzer makes of some articles, and nothing else."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import mean
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.benchmark.marginal import Cost

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.synchronize import Barrier

    from numpy.typing import NDArray

    from biascheck.encoder.encoding import Runtime

    Batch = tuple[NDArray[np.int64], NDArray[np.bool_]]


class Recorder:
    """A runtime that computes nothing and remembers what it was asked for.

    Attributes:
        batches: Ids and mask of each batch, in order.
    """

    name = "recorder"

    def __init__(self, width: int) -> None:
        self._width = width
        self.batches: list[Batch] = []

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return zeros in the shape of hidden states."""
        self.batches.append((ids, mask))
        return np.zeros((*ids.shape, self._width), dtype=np.float32)


def record(texts: Sequence[str], model: str | None) -> list[Batch]:
    """Return the batches in which the analyzer reads articles.

    Raises:
        ModelError: The model cannot be used.
    """
    from biascheck.analyzer import Analyzer
    from biascheck.encoder.persistence import load_model

    files = load_model(model)
    recorder = Recorder(files.config["encoder"]["hidden_size"])
    for _ in Analyzer(files, recorder).analyze_many(texts):
        pass
    return recorder.batches


def run_batches(runtime: Runtime, batches: Sequence[Batch]) -> Cost:
    """Return what the encoder needs for batches, in this process."""
    for ids, mask in (batches[0], batches[-1]):  # the longest and the shortest windows
        runtime.run(ids, mask)
    start, processor = time.perf_counter(), time.process_time()
    for ids, mask in batches:
        runtime.run(ids, mask)
    return Cost(time.perf_counter() - start, time.process_time() - processor)


def bare_cost(batches: Sequence[Batch], model: str | None, processes: int) -> Cost:
    """Return what the encoder needs when each of some processes computes all batches.

    Args:
        batches: What each of them computes.
        model: Name or folder of a model; None: the shipped one.
        processes: How many, with a thread each, at the same time.

    Raises:
        BrokenProcessPool: A process died.
    """
    context = get_context("spawn")
    prepare = (context.Barrier(processes), batches, model)
    with ProcessPoolExecutor(processes, context, _prepare, prepare) as pool:
        costs = list(pool.map(_compute, range(processes)))
    return Cost(mean(it.seconds for it in costs), sum(it.processor for it in costs))


# What a process has got ready before all of them start.
_READY: list[Any] = []


def _prepare(barrier: Barrier, batches: Sequence[Batch], model: str | None) -> None:
    from biascheck.encoder.onnx_runtime import OnnxRuntime
    from biascheck.encoder.persistence import load_model

    _READY.extend((barrier, OnnxRuntime(load_model(model), threads=1), batches))


def _compute(_: int) -> Cost:
    barrier, runtime, batches = _READY
    # Who has taken one task waits here for the others, and so takes no second one.
    barrier.wait()
    return run_batches(runtime, batches)
