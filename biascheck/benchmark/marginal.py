"""What more articles cost ``biascheck batch``: a long corpus less a short one.

Starting, loading the model and ending are in both, and so not in the difference. Every block
holds the same articles, so that several workers are done at the same time.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.process import batch
from biascheck.errors import BiascheckError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Articles that the analyzer reads together, and so the least block that costs no speed.
GROUP: Final = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took.

    Attributes:
        seconds: Time on the clock.
        processor: Seconds of processor time, of all processes together.
    """

    seconds: float
    processor: float

    @classmethod
    def median(cls, costs: Sequence[Cost]) -> Cost:
        """Return the medians of several rounds, at least one."""
        return cls(median(it.seconds for it in costs), median(it.processor for it in costs))


def marginal_cost(
    folder: Path, articles: int, workers: int, options: Sequence[str] = (), seed: int = 0
) -> Cost:
    """Return what one more block for each worker costs.

    Args:
        folder: An existing folder; what is written there is removed again.
        articles: Articles of a block: a mixture.
        workers: Processes that share the work.
        options: Further options of ``biascheck batch``.
        seed: Of the mixture.

    Raises:
        BiascheckError: The command failed, or the corpus is too small to measure a difference.
    """
    texts = mixture(articles, seed)
    told = ["--workers", str(workers), "--block", str(articles), *options]
    corpus, results = folder / "corpus", folder / "results"
    used = []
    for blocks in (workers, 2 * workers):
        write_blocks(corpus, texts, blocks)
        used.append(batch(corpus, results, *told))
        shutil.rmtree(corpus)
        shutil.rmtree(results)
    short, long = used
    cost = Cost(long.seconds - short.seconds, long.processor - short.processor)
    if min(cost.seconds, cost.processor) <= 0:
        raise BiascheckError(
            f"twice the corpus took {cost.seconds:+.2f} s: too little to be measured.",
            hint="Ask for more --articles.",
        )
    return cost


def write_blocks(folder: Path, texts: Sequence[str], blocks: int) -> None:
    """Write the same texts so many times, a file each, in the order of the blocks."""
    folder.mkdir()
    for block in range(blocks):
        for number, text in enumerate(texts):
            (folder / f"{block:04}-{number:04}.txt").write_text(text, encoding="utf-8")
