"""The second stage's loop: heads on the frozen encoder, to convergence.

Joint training gives each head a few hundred noisy steps; on frozen encodings a head sees
every corpus many times in a minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def fit(
    heads: Iterable[torch.nn.Module],
    loss: Callable[[int], torch.Tensor],
    *,
    steps: int,
    rate: float,
    decay: float,
    free: Iterable[torch.nn.Parameter] = (),
) -> None:
    """Train in place with AdamW and a rate that falls to zero in a line.

    Args:
        heads: What is trained and left in evaluation mode.
        loss: Returns the loss of a step.
        steps: Number of steps.
        rate: Rate of the first step.
        decay: Weight decay of the heads.
        free: Further parameters, without decay (biases of the corpora).
    """
    modules = list(heads)
    for module in modules:
        module.train()
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for m in modules for p in m.parameters()], "weight_decay": decay},
            {"params": list(free), "weight_decay": 0.0},
        ],
        lr=rate,
    )
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 - step / steps)
        found = loss(step)
        optimizer.zero_grad()
        found.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    for module in modules:
        module.eval()
