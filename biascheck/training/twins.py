"""Twins: encodings of a text and of the same text with its names swapped.

A head that is fitted on frozen encodings is made to say the same of both.

Source: counterfactual logit pairing, Garg et al. 2019, "Counterfactual Fairness in Text
Classification through Robustness", eq. 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from biascheck.errors import DataError
from biascheck.training.swaps import swap_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context
    from biascheck.training.example import Example

# Below this the swap did not reach the vector.
_SAME = 1e-4


@dataclass(frozen=True, slots=True)
class Twins:
    """Inputs ``[n, d]`` of a head: of the texts, and of the same with swapped names."""

    first: NDArray[np.float32]
    second: NDArray[np.float32]

    def distance(
        self,
        logits: Callable[[torch.Tensor], torch.Tensor],
        size: int,
        generator: np.random.Generator,
    ) -> torch.Tensor:
        """Return the mean squared difference of the logits of ``size`` random twins."""
        chosen = generator.integers(len(self.first), size=size)
        both = np.concatenate([self.first[chosen], self.second[chosen]])
        found = logits(torch.from_numpy(both))
        return (found[:size] - found[size:]).square().mean()


def encode_twins(
    contexts: Callable[[Sequence[Example]], Sequence[Context]],
    read: Callable[[Context], NDArray[np.float32]],
    examples: Sequence[Example],
    seed: int,
) -> Twins:
    """Encode examples as they are and with swapped names.

    Args:
        contexts: Encodes examples.
        read: Returns the inputs of the head; as many rows for both twins.
        examples: The texts.
        seed: Of the swaps.

    Raises:
        DataError: If no example holds a name that can be swapped.
    """
    generator = np.random.default_rng(seed)
    swapped = [swap_names(example, generator) for example in examples]
    pairs = [(e, s) for e, s in zip(examples, swapped, strict=True) if s is not e]
    if not pairs:
        raise DataError("no text holds a name that can be swapped.", source=examples[0].corpus)
    first = np.concatenate([read(c) for c in contexts([e for e, _ in pairs])])
    second = np.concatenate([read(c) for c in contexts([s for _, s in pairs])])
    reached = np.abs(first - second).max(axis=1) > _SAME
    return Twins(first[reached], second[reached])
