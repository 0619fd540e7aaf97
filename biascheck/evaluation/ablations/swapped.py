"""Sentences with and without swapped names, encoded, with the article of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biascheck.errors import DataError
from biascheck.evaluation.ablations.sentences import without_targets
from biascheck.training.swaps import swap_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.training.example import Example

# Below this the swap did not reach the vector, as in ``training.twins``.
_SAME = 1e-4


@dataclass(frozen=True, slots=True)
class Swapped:
    """Inputs ``[n, 2d]`` of sentences before and after, and their articles from 0 ``[n]``."""

    before: NDArray[np.float32]
    after: NDArray[np.float32]
    articles: IntArray


def encode_swapped(source: Reader, examples: Sequence[Example], seed: int) -> Swapped:
    """Encode examples as they are and with swapped names; keep sentences that a swap reached.

    Args:
        source: Reads.
        examples: The articles.
        seed: Of the swaps.

    Raises:
        DataError: If no article holds a name that can be swapped.
    """
    generator = np.random.default_rng(seed)
    swapped = [swap_names(example, generator) for example in examples]
    pairs = [(e, s) for e, s in zip(examples, swapped, strict=True) if s is not e]
    if not pairs:
        raise DataError("no article holds a name that can be swapped for another.", source="gold")
    before, after = (_read(source, [pair[side] for pair in pairs]) for side in (0, 1))
    articles = np.repeat(np.arange(len(pairs)), [len(e.document.sentences) for e, _ in pairs])
    reached = np.abs(before - after).max(axis=1) > _SAME
    return Swapped(before[reached], after[reached], articles[reached])


def _read(source: Reader, examples: Sequence[Example]) -> NDArray[np.float32]:
    documents = [without_targets(example.document) for example in examples]
    return np.concatenate([e.sentence_inputs() for e in source.encodings(documents)])
