"""Which examples a step trains on: a pure function of the seed and the step's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.training.swaps import swap_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.training.example import Example, Source


# A batch is a run of neighbours in a length-sorted pool of this many batches.
_POOL = 4


class Sampler:
    """Draws one-corpus batches in proportion to the mixture.

    Since a step depends on nothing but ``(seed, step)``, a resumed run sees the same
    batches as one that was never interrupted.

    Args:
        sources: The corpora.
        shares: Corpus name to its share of the training text.
        seed: Of the run.
        budget: Characters of a batch; a longer document makes a batch of its own.
        swapped: Share of the examples whose names are exchanged.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        shares: Mapping[str, float],
        seed: int,
        budget: int,
        swapped: float = 0.0,
    ) -> None:
        self.sources = list(sources)
        total = sum(shares[source.corpus] for source in sources)
        self.shares = np.array([shares[source.corpus] / total for source in sources])
        self.seed = seed
        self.budget = budget
        self.swapped = swapped

    def batch(self, step: int) -> list[Example]:
        """Return the examples of one step."""
        generator = np.random.default_rng((self.seed, step))
        source = self.sources[int(generator.choice(len(self.sources), p=self.shares))]
        chosen = self._similar(source.sizes, generator)
        return [self._draw(source, index, generator) for index in chosen]

    def _draw(self, source: Source, index: int, generator: np.random.Generator) -> Example:
        example = source.draw(index, generator)
        if self.swapped and generator.random() < self.swapped:
            return swap_names(example, generator)
        return example

    def _similar(self, sizes: Sequence[int], generator: np.random.Generator) -> list[int]:
        """Return indices of documents of similar length, so that little is padding."""
        pool: list[int] = []
        total = 0
        while total < _POOL * self.budget:
            pool.append(int(generator.integers(len(sizes))))
            total += sizes[pool[-1]]
        pool.sort(key=lambda index: sizes[index])
        edges = np.cumsum([sizes[index] for index in pool])
        begin = float(generator.random()) * (edges[-1] - self.budget)
        first = int(np.searchsorted(edges, begin))
        last = int(np.searchsorted(edges, begin + self.budget))
        return pool[first : max(last, first + 1)]
