"""The training loop. It knows nothing of news: steps, rates, checkpoints, averaging."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from torch import nn


def learning_rate_factor(step: int, steps: int, warmup: float) -> float:
    """Return the factor of the peak rate: linear rise, then half a cosine to zero.

    Source: Loshchilov, Hutter 2017 (SGDR), eq. 5, with a linear warm-up.
    """
    rise = max(1, round(warmup * steps))
    if step < rise:
        return (step + 1) / rise
    done = (step - rise) / max(1, steps - rise)
    return 0.5 * (1 + math.cos(math.pi * done))


def train(
    network: nn.Module,
    groups: Iterable[dict[str, Any]],
    losses: Callable[[int], dict[str, torch.Tensor]],
    *,
    steps: int,
    warmup: float,
    average_last: float,
    checkpoint: Path,
    checkpoint_every: int,
    progress: Callable[[int, dict[str, float], float], None],
) -> None:
    """Train in place; an existing checkpoint is continued.

    Args:
        network: What is trained.
        groups: AdamW parameter groups with ``lr`` as peak rate.
        losses: Returns the losses of a step; their sum is minimised.
        steps: Number of steps.
        warmup: Share of steps in which the rate rises.
        average_last: Share of steps at the end over which the weights are averaged.
        checkpoint: File of the running state.
        checkpoint_every: Steps between checkpoints.
        progress: Called after every step.
    """
    optimizer = torch.optim.AdamW(list(groups))
    for group in optimizer.param_groups:
        group["peak"] = group["lr"]
    trainable = {n: p for n, p in network.named_parameters() if p.requires_grad}
    first, mean, n_mean = _resume(network, optimizer, checkpoint)
    start_mean = steps - math.ceil(average_last * steps)
    for step in range(first, steps):
        begun = time.perf_counter()
        factor = learning_rate_factor(step, steps, warmup)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        torch.manual_seed(step)
        found = losses(step)
        total = torch.stack(list(found.values())).sum()
        optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trainable.values(), 1.0)
        optimizer.step()
        if step >= start_mean:
            n_mean += 1
            for name, parameter in trainable.items():
                value = parameter.detach()
                mean[name] = value.clone() if n_mean == 1 else mean[name].lerp(value, 1 / n_mean)
        progress(
            step, {k: float(v.detach()) for k, v in found.items()}, time.perf_counter() - begun
        )
        if (step + 1) % checkpoint_every == 0 or step + 1 == steps:
            _save(network, optimizer, step + 1, mean, n_mean, checkpoint)
    with torch.no_grad():
        for name, value in mean.items():
            trainable[name].copy_(value)


def _resume(
    network: nn.Module, optimizer: torch.optim.Optimizer, path: Path
) -> tuple[int, dict[str, torch.Tensor], int]:
    if not path.exists():
        return 0, {}, 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    return state["step"], state["mean"], state["n_mean"]


def _save(
    network: nn.Module,
    optimizer: torch.optim.Optimizer,
    step: int,
    mean: dict[str, torch.Tensor],
    n_mean: int,
    path: Path,
) -> None:
    """Write the running state so that an interruption leaves the old or the new one."""
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "mean": mean,
        "n_mean": n_mean,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)
