"""The torch path over the same weights: GPUs, half precision, and the agreement test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.encoder.device import torch_device

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from biascheck.encoder.persistence import ModelFiles


class TorchRuntime:
    """Runs the encoder with torch and transformers.

    Args:
        files: The model folder, as loaded.
        device: A torch device name; on ``cuda`` in half precision.
        bfloat16: Whether matrix products are computed in this half precision, on the CPU:
            for training, since what is read then depends a little on what is read with it.

    Raises:
        ConfigError: If the device is not there.
    """

    name = "torch"
    # Enough to keep two cores or a graphics card busy, with activations below 100 MB.
    positions = 2048

    def __init__(self, files: ModelFiles, device: str = "cpu", *, bfloat16: bool = False) -> None:
        import torch

        self._device = torch_device(device)
        half = self._device.type == "cuda"
        self.precision = "float16" if half else "float32"
        self._torch = torch
        self._bfloat16 = bfloat16
        self._model = (
            load_encoder(files).eval().to(self._device, torch.float16 if half else torch.float32)
        )

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return hidden states ``[batch, length, width]`` for ids and mask ``[batch, length]``."""
        torch = self._torch
        kind = self._device.type
        with (
            torch.inference_mode(),
            torch.autocast(kind, torch.bfloat16, enabled=self._bfloat16),
        ):
            hidden = self._model(
                input_ids=torch.from_numpy(ids).to(self._device),
                attention_mask=torch.from_numpy(mask).long().to(self._device),
            ).last_hidden_state
        return np.asarray(hidden.float().cpu().numpy(), dtype=np.float32)


def load_encoder(files: ModelFiles, *, attention_dropout: float = 0.1) -> Any:
    """Return the encoder of a model as a transformers model, in float32.

    Args:
        files: The model folder, as loaded.
        attention_dropout: Of the attention weights; only training uses it.
    """
    import torch

    model = _architecture(files.config["encoder"], attention_dropout)
    state = {
        name: torch.from_numpy(files.encoder_weight(name).copy()) for name in files.encoder_names()
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    left = [name for name in missing if not name.endswith("position_ids")]
    if left or unexpected:
        raise ValueError(f"weights do not fit the encoder: {left + list(unexpected)}")
    return model


def _architecture(shape: Mapping[str, Any], attention_dropout: float) -> Any:
    """Return the encoder of a configuration with weights still to be loaded."""
    from transformers import AutoConfig, AutoModel

    config = config_without(AutoConfig.for_model(**shape), attention_dropout)
    return bare_encoder(AutoModel.from_config(config))  # type: ignore[no-untyped-call]


def config_without(config: Any, attention_dropout: float) -> Any:
    """Return the configuration with this dropout of attention, whatever its family calls it."""
    for name in ("attention_probs_dropout_prob", "attention_dropout"):
        if hasattr(config, name):
            setattr(config, name, attention_dropout)
    return config


def bare_encoder(model: Any) -> Any:
    """Return a transformers model without pooling layer, its layers as ``encoder.layer``.

    DistilBERT calls its stack ``transformer``. The second name is set past the module's
    register, so that its weights keep one name each.
    """
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    if not hasattr(model, "encoder") and hasattr(model, "transformer"):
        object.__setattr__(model, "encoder", model.transformer)
    return model
