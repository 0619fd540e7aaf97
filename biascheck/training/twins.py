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

from biascheck.training.swaps import swap_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from biascheck.training.example import Example

# Below this the swap did not reach the vector.
_SAME = 1e-4


@dataclass(frozen=True, slots=True)
class Twins:
    """Inputs ``[n, d]`` of a head: of the texts, and of the same with swapped names.

    ``texts [n]`` numbers the text that each row is of, from 0.
    """

    first: NDArray[np.float32]
    second: NDArray[np.float32]
    texts: NDArray[np.int64]

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
    read: Callable[[Sequence[Example]], Iterable[NDArray[np.float32]]],
    examples: Sequence[Example],
    seed: int,
) -> Twins | None:
    """Encode examples as they are and with swapped names; None where no text holds a name.

    Args:
        read: Returns the inputs of the head for each example; as many rows for both twins.
        examples: The texts.
        seed: Of the swaps.
    """
    generator = np.random.default_rng(seed)
    swapped = [swap_names(example, generator) for example in examples]
    pairs = [(e, s) for e, s in zip(examples, swapped, strict=True) if s is not e]
    if not pairs:
        return None
    plain = list(read([e for e, _ in pairs]))
    first, second = (
        np.concatenate(plain),
        np.concatenate(list(read([s for _, s in pairs]))),
    )
    texts = np.repeat(np.arange(len(pairs)), [len(rows) for rows in plain])
    reached = np.abs(first - second).max(axis=1) > _SAME
    return Twins(first[reached], second[reached], texts[reached])
