"""Where torch computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.errors import ConfigError

if TYPE_CHECKING:
    import torch


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
