"""Dropout that draws its random bits by the word.

torch draws a number per element on CPU, in one thread, and in half precision that is much of
a training step. A byte per element is enough to decide with.

Source: Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
Overfitting".
"""

from __future__ import annotations

from typing import Any, Final

import torch
from torch import nn

_LEVELS: Final = 256
_LOWEST: Final = -(2**63)


class ByteDropout(nn.Dropout):
    """Dropout of the share ``p``, rounded to a 256th; like ``nn.Dropout`` otherwise."""

    def __init__(self, p: float) -> None:
        super().__init__(p)
        self.dropped = round(p * _LEVELS)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x with elements set to 0 and the others scaled up; in evaluation x itself."""
        if not self.training or not self.dropped:
            return x
        words = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(_LOWEST, None)
        kept = (words.view(torch.uint8)[: x.numel()] >= self.dropped).view(x.shape)
        return x * kept.to(x.dtype) * (_LEVELS / (_LEVELS - self.dropped))


def use_byte_dropout(encoder: Any) -> None:
    """Replace every dropout of an encoder."""
    for module in list(encoder.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Dropout):
                setattr(module, name, ByteDropout(child.p))
