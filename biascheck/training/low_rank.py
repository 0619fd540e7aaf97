"""Training that leaves an encoder as it is and learns a small difference to it.

Each matrix W of the encoder's layers becomes W + B A with narrow B and A, and only these
are trained. The difference is stored beside the weights, which stay byte for byte.

Source: Hu et al. 2022, "LoRA: Low-Rank Adaptation of Large Language Models", section 4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import torch
from torch import nn
from torch.nn.utils import parametrize

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Names that torch gives to the parts of a parametrized matrix.
_ORIGINAL: Final = "parametrizations.weight.original"
_FACTOR: Final = "parametrizations.weight.0."


class LowRank(nn.Module):
    """The difference B A to a matrix ``[rows, columns]``; it begins at zero."""

    def __init__(self, rows: int, columns: int, rank: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(rank, columns) / columns**0.5)
        self.up = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        """Return the matrix with the difference."""
        return weight + self.up @ self.down


def add_low_rank(encoder: Any, rank: int) -> None:
    """Freeze an encoder and give every matrix of its layers a difference to be trained."""
    for parameter in encoder.parameters():
        parameter.requires_grad = False
    for module in [m for m in encoder.encoder.modules() if isinstance(m, nn.Linear)]:
        rows, columns = module.weight.shape
        parametrize.register_parametrization(module, "weight", LowRank(rows, columns, rank))


def encoder_state(
    encoder: Any,
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """Return the tensors of an encoder without any difference, and the differences' factors.

    Factors are named after their matrix, ``NAME.up [rank, rows]`` and ``NAME.down [rank,
    columns]``.
    """
    plain: dict[str, NDArray[Any]] = {}
    factors: dict[str, NDArray[Any]] = {}
    for name, tensor in encoder.state_dict().items():
        value = tensor.detach().cpu().float().numpy()
        if _FACTOR in name:
            owner, factor = name.split(_FACTOR)
            factors[f"{owner}weight.{factor}"] = value.T if factor == "up" else value
        else:
            plain[name.replace(_ORIGINAL, "weight")] = value
    return plain, factors
