"""The second stage: heads fitted on the frozen encoder; what all of them read from.

Joint training gives each head a few noisy thousand steps; on frozen encodings it converges
in a minute. The heads of a dimension are fitted in a ``refit_*`` file of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import load_model
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.plain import our_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biascheck.training.corpora.gold_article import GoldArticle
    from biascheck.training.example import Example

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SecondStage:
    """An exported model whose heads are fitted anew, in place, and what they may read.

    Attributes:
        folder: The model folder.
        data: Folder of the corpora.
        mixture: The corpora that the recipe allows; ``gold`` is one of them.
        seed: Of draws and training.
        bfloat16: Whether the encoder reads in half precision, as it was trained.
        say: Told which corpus is read.
    """

    folder: Path
    data: Path
    mixture: frozenset[str]
    seed: int
    bfloat16: bool
    say: Callable[[str], None]

    def reader(self, dimension: str) -> Analyzer:
        """Return an analyzer that reads with the model."""
        if not self.bfloat16:
            return Analyzer.from_pretrained(self.folder, dimensions=[dimension])
        from biascheck.encoder.torch_runtime import TorchRuntime

        files = load_model(self.folder)
        return Analyzer(files, TorchRuntime(files, bfloat16=True), dimensions=[dimension])

    def ours(self, view: Callable[[GoldArticle], Example] = build) -> list[Example]:
        """Return what is annotated by our codebook, each article as the view makes it."""
        return our_examples(self.data, self.mixture, view)


def evenly(items: Sequence[T], most: int) -> list[T]:
    """Return at most so many items, evenly spaced; all where there are no more."""
    return list(items[:: max(1, -(-len(items) // most))])
