"""The whole of ``biascheck batch`` against its encoder alone, in the same run.

The command reads, segments, recognises names, encodes, decides, scores and writes the tables;
the encoder alone computes the same batches again and again. Both have a process with one
thread for each core, as the command has by default.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.bare import bare_cost
from biascheck.benchmark.marginal import GROUP, Cost, marginal_cost
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.result import Result, Row
from biascheck.encoder.device import usable_cores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.benchmark.settings import Settings

BOUND: Final = 0.8
_REPEATS: Final = 3


def measure(settings: Settings) -> Result:
    """Measure characters per second of the command and of the encoder, in turn.

    ``articles`` (of a block), ``repeats`` and ``model`` count.
    """
    articles, workers = settings.articles or GROUP, usable_cores()
    texts = mixture(articles)
    rounds = [
        (
            marginal_cost(settings.folder, articles, workers, settings.model_option),
            bare_cost(texts, settings.model, workers),
        )
        for _ in range(settings.repeats or _REPEATS)
    ]
    return to_result(rounds, workers * sum(map(len, texts)), workers)


def to_result(rounds: Sequence[tuple[Cost, Cost]], characters: int, workers: int) -> Result:
    """Return what the command and the encoder need for so many characters as rates.

    Args:
        rounds: What the command took and what the encoder took, in each round.
        characters: What all workers read in a round.
        workers: How many processes there were.
    """
    whole, bare = (Cost.median(side) for side in zip(*rounds, strict=True))
    ratio = median(encoder.seconds / command.seconds for command, encoder in rounds)
    # Where others use the machine, the processor time says more than the clock.
    spent = "per second of processor time"
    spent_ratio = median(encoder.processor / command.processor for command, encoder in rounds)
    return Result(
        name="batch",
        unit="characters/s",
        baseline="the encoder alone, with as many processes of one thread",
        rows=(
            Row(f"encoder alone, {workers} processes", characters / bare.seconds),
            Row(f"biascheck batch --workers {workers}", characters / whole.seconds, ratio),
            Row(f"encoder alone, {spent}", characters / bare.processor),
            Row(f"biascheck batch, {spent}", characters / whole.processor, spent_ratio),
        ),
        claim=f"at least {BOUND:g} of the encoder's rate",
        measured=ratio,
        bound=BOUND,
        at_least=True,
    )
