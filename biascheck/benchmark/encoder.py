"""The encoder's useful work per second against the machine's own limit.

The limit is a large product of float32 matrices by numpy, on as many threads. Useful is a
multiply-add that the texts need; what a runtime computes for padding counts for nothing.
"""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.analyzer import as_document
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.recorder import count_products, record_batches
from biascheck.benchmark.result import Result, Row
from biascheck.benchmark.rounds import alternate, ratio
from biascheck.encoder.device import usable_cores
from biascheck.encoder.persistence import load_model
from biascheck.encoder.runtime import INT8, PRECISIONS, start_runtime

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biascheck.benchmark.recorder import Batch
    from biascheck.benchmark.settings import Settings
    from biascheck.encoder.encoding import Runtime

# The promise: with int8 nine tenths of what the machine does in float32; more is the goal.
BOUND: Final = 0.9
_ARTICLES: Final = 16
_ROUNDS: Final = 7
# Rows and columns: large enough that the product runs at its full rate.
_SIDE: Final = 2048
_LIMIT: Final = "numpy, float32 matrices of 2,048 rows and columns"


def measure(settings: Settings) -> Result:
    """Measure multiply-adds per second over a mixture of articles.

    ``articles``, ``repeats`` (rounds) and ``model`` count.
    """
    files = load_model(settings.model)
    documents = [as_document(text) for text in mixture(settings.articles or _ARTICLES)]
    threads = usable_cores()
    sides: dict[str, Callable[[], float]] = {_LIMIT: _product()}
    for precision in PRECISIONS:
        runtime = start_runtime(files, threads=threads, precision=precision)
        batches = record_batches(files, runtime, documents)
        work = count_products(files.config["encoder"], batches)
        sides[f"the encoder, {precision}"] = partial(_encode, runtime, batches, work)
    rates = alternate(sides, settings.repeats or _ROUNDS)
    limit = rates[_LIMIT]
    rows = [
        Row(name, median(found) / 1e9, None if found is limit else ratio(found, limit))
        for name, found in rates.items()
    ]
    measured = ratio(rates[f"the encoder, {INT8}"], limit)
    return Result(
        name="encoder",
        unit="10^9 multiply-adds/s",
        baseline=f"{_LIMIT}, {threads} threads",
        rows=tuple(rows),
        claim=f"with int8 at least {BOUND:g} times the machine's rate in float32",
        measured=measured,
        bound=BOUND,
        at_least=True,
    )


def _product() -> Callable[[], float]:
    """Return the side that is the limit."""
    matrix = np.random.default_rng(0).standard_normal((_SIDE, _SIDE)).astype(np.float32)

    def multiply() -> float:
        for _ in range(4):
            matrix @ matrix
        return 4.0 * _SIDE**3

    return multiply


def _encode(runtime: Runtime, batches: Sequence[Batch], work: int) -> float:
    for ids, mask in batches:
        runtime.run(ids, mask)
    return float(work)
