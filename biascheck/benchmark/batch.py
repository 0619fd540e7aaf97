"""The whole of ``biascheck batch`` against its encoder alone, in the same run.

The command reads, segments, recognises names, encodes, decides, scores and writes the tables;
the encoder alone computes the same batches again and again. Both have a process with one
thread for each core, as the command has by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.benchmark.bare import bare_cost, record
from biascheck.benchmark.marginal import Cost, marginal_cost
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.result import Result, Row
from biascheck.encoder.device import usable_cores

if TYPE_CHECKING:
    from biascheck.benchmark.settings import Settings

# The articles that the analyzer reads together.
ARTICLES: Final = 32
BOUND: Final = 0.8
_REPEATS: Final = 3


def measure(settings: Settings) -> Result:
    """Measure characters per second of the command and of the encoder, in turn.

    ``articles`` (of a block), ``repeats`` and ``model`` count.
    """
    articles, workers = settings.articles or ARTICLES, usable_cores()
    texts = mixture(articles)
    batches = record(texts, settings.model)
    options = ["--model", settings.model] if settings.model else []
    rounds = [
        (
            marginal_cost(settings.folder, articles, workers, options),
            bare_cost(batches, settings.model, workers),
        )
        for _ in range(settings.repeats or _REPEATS)
    ]
    whole, bare = (Cost.median(side) for side in zip(*rounds, strict=True))
    return to_result(whole, bare, workers * sum(map(len, texts)), workers)


def to_result(whole: Cost, bare: Cost, characters: int, workers: int) -> Result:
    """Return what the command and the encoder need for so many characters as rates."""
    # Where others use the machine, the processor time says more than the clock.
    spent = "per second of processor time"
    ratio = bare.seconds / whole.seconds
    return Result(
        name="batch",
        unit="characters/s",
        baseline="the encoder alone, with as many processes of one thread",
        rows=(
            Row(f"encoder alone, {workers} processes", characters / bare.seconds),
            Row(f"biascheck batch --workers {workers}", characters / whole.seconds, ratio),
            Row(f"encoder alone, {spent}", characters / bare.processor),
            Row(
                f"biascheck batch, {spent}",
                characters / whole.processor,
                bare.processor / whole.processor,
            ),
        ),
        claim=f"at least {BOUND:g} of the encoder's rate",
        measured=ratio,
        bound=BOUND,
        at_least=True,
    )
