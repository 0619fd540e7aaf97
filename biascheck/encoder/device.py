"""Where the encoder computes: torch's devices, and the cores of this process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from biascheck.errors import ConfigError

if TYPE_CHECKING:
    import torch


def usable_cores() -> int:
    """Return the cores this process may use; not every system can tell, then all cores."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def torch_device(name: str) -> torch.device:
    """Return the torch device of this name, tried out; ``torch`` is torch on the CPU.

    Raises:
        ConfigError: If it is not there.
    """
    import torch

    try:
        device = torch.device("cpu" if name == "torch" else name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        raise ConfigError(
            f"the device {name!r} is not available.", hint="Use --device cpu."
        ) from error
    return device
