"""The encoder alone: the batches that the analyzer makes of some articles, and nothing else."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import mean
from typing import TYPE_CHECKING, Any

from biascheck.analyzer import as_document
from biascheck.benchmark.marginal import GROUP, Cost
from biascheck.benchmark.recorder import record_batches
from biascheck.encoder.persistence import load_model
from biascheck.encoder.runtime import start_runtime

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.synchronize import Barrier

    from biascheck.benchmark.recorder import Batch
    from biascheck.encoder.encoding import Runtime


def bare_cost(texts: Sequence[str], model: str | None, processes: int) -> Cost:
    """Return what the encoder needs when each of some processes reads the same articles.

    Args:
        texts: The articles, which are tokenized and batched before.
        model: Name or folder of a model; None: the shipped one.
        processes: How many, with a thread each, at the same time.

    Raises:
        ModelError: The model cannot be used.
        BrokenProcessPool: A process died.
    """
    context = get_context("spawn")
    prepare = (context.Barrier(processes), tuple(texts), model)
    with ProcessPoolExecutor(processes, context, _prepare, prepare) as pool:
        costs = list(pool.map(_compute, range(processes)))
    return Cost(mean(it.seconds for it in costs), sum(it.processor for it in costs))


def run_batches(runtime: Runtime, batches: Sequence[Batch]) -> Cost:
    """Return what the encoder needs for batches, in this process."""
    for ids, mask in (batches[0], batches[-1]):  # the longest and the shortest windows
        runtime.run(ids, mask)
    start, processor = time.perf_counter(), time.process_time()
    for ids, mask in batches:
        runtime.run(ids, mask)
    return Cost(time.perf_counter() - start, time.process_time() - processor)


# What a process has got ready before all of them start.
_READY: list[Any] = []


def _prepare(barrier: Barrier, texts: Sequence[str], model: str | None) -> None:
    files = load_model(model)
    runtime = start_runtime(files, threads=1)
    documents = list(map(as_document, texts))
    groups = (documents[first : first + GROUP] for first in range(0, len(documents), GROUP))
    batches = [batch for group in groups for batch in record_batches(files, runtime, group)]
    _READY.extend((barrier, runtime, batches))


def _compute(_: int) -> Cost:
    barrier, runtime, batches = _READY
    # Who has taken one task waits here for the others, and so takes no second one.
    barrier.wait()
    return run_batches(runtime, batches)
