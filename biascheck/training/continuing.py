"""Training that goes on from a biascheck model: its encoder, its tokenizer, its heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from biascheck.encoder.persistence import find_model, load_model, read_config
from biascheck.encoder.torch_runtime import load_encoder
from biascheck.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from biascheck.training.network import Network


def model_folder(base: str) -> Path | None:
    """Return the folder of the biascheck model that a recipe names as its base, if it is one."""
    try:
        return find_model(base)
    except ModelError:
        return None


def continue_encoder(folder: Path) -> Any:
    """Return the encoder of a biascheck model, ready to be trained.

    Raises:
        ModelError: If the model is incomplete or altered.
    """
    return load_encoder(load_model(folder), attention_dropout=0.0)


def learnt_from(base: str) -> dict[str, str]:
    """Return the data, with checksums, that a base has learnt from if it is a biascheck model."""
    folder = model_folder(base)
    return {} if folder is None else dict(read_config(folder).get("data", {}))


def continue_heads(network: Network, folder: Path) -> list[str]:
    """Give the network the heads of a model where their shapes agree; return their names."""
    weights = load_model(folder).head_weights()
    taken = []
    for name, spec in network.specs.items():
        shapes = spec.shapes(network.encoder.config.hidden_size)
        if any(weights.get(key, np.zeros(0)).shape != shape for key, shape in shapes.items()):
            continue
        state = {
            key.removeprefix(f"{name}."): torch.from_numpy(np.array(weights[key], np.float32))
            for key in shapes
        }
        network.heads[name].load_state_dict(state)
        taken.append(name)
    return taken
