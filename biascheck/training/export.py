"""From a trained network to a model folder: int8 weights, graph, tokenizer, description."""

from __future__ import annotations

import json
import math
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.encoder.graph import build_graph
from biascheck.encoder.persistence import (
    CONFIG,
    FORMAT,
    HEADS,
    WEIGHTS,
    file_sha256,
    parts_of,
    read_config,
)
from biascheck.encoder.quantization import quantize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from biascheck.training.network import Head, Network
    from biascheck.training.recipe import Recipe

# Columns of a layer's matrix that share a scale (fewer where the width is no multiple): a
# fifth of the rounding error of whole rows for 3 % more bytes.
_BLOCK = 64
_ARCHITECTURE = (
    "model_type",
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "max_position_embeddings",
    "type_vocab_size",
    "layer_norm_eps",
)
# Of a configuration, what tells about the file it was read from and not about the encoder.
_OF_THE_FILE = frozenset(
    {"_name_or_path", "architectures", "dtype", "torch_dtype", "transformers_version"}
)


def export(
    network: Network,
    recipe: Recipe,
    tokenizer: Path,
    folder: Path,
    *,
    data_checksums: Mapping[str, str],
) -> None:
    """Write a model folder without calibration, which ``calibrate`` adds.

    Args:
        network: The trained network.
        recipe: How it was trained.
        tokenizer: ``tokenizer.json`` of the base encoder.
        folder: Where to write; made if missing.
        data_checksums: Corpus file to SHA-256.
    """
    folder.mkdir(parents=True, exist_ok=True)
    runtime, architecture = describe_encoder(network.encoder.config)
    write_weights(folder, collect_weights(network, exact=runtime == "torch"))
    if runtime == "onnx":
        (folder / "encoder.onnx").write_bytes(build_graph(architecture))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    description = {
        "format": FORMAT,
        "name": recipe.name,
        "version": recipe.version,
        "language": "en",
        "licence": "CC-BY-NC-SA-4.0",
        "runtime": runtime,
        "encoder": architecture,
        "window": recipe.window,
        "overlap": recipe.overlap,
        "stand_ins": recipe.stand_ins,
        "heads": [
            {"name": s.name, "level": s.level, "outputs": list(s.outputs), "hidden": s.hidden}
            for s in network.specs.values()
        ],
        "calibration": {},
        "thresholds": {},
        "reference": {},
        "recipe": recipe.to_dict(),
        "data": dict(sorted(data_checksums.items())),
    }
    write_description(folder, description)


def describe_encoder(config: Any) -> tuple[str, dict[str, Any]]:
    """Return the runtime of an encoder and what it must know of its architecture.

    BERT with the exact GELU has a graph for ONNX Runtime; every other encoder runs on torch
    by its own configuration.

    Args:
        config: Its transformers configuration.
    """
    known = config.to_dict()
    if (config.model_type, known.get("hidden_act")) == ("bert", "gelu"):
        return "onnx", {key: known[key] for key in _ARCHITECTURE}
    kept = {key: value for key, value in known.items() if key not in _OF_THE_FILE}
    return "torch", {**kept, "model_type": config.model_type, "hidden_size": config.hidden_size}


def write_weights(folder: Path, weights: Mapping[str, NDArray[Any]], name: str = WEIGHTS) -> None:
    """Write ``weights.safetensors``, or a file of another name, readable for everyone."""
    from safetensors.numpy import save_file

    path = folder / name
    save_file({k: np.ascontiguousarray(v) for k, v in weights.items()}, path, {"format": "np"})
    path.chmod(0o644)


def store_heads(folder: Path, heads: Mapping[str, Head]) -> None:
    """Put fitted heads, by name, into a model folder in the place of its own."""
    fitted = {
        f"{name}.{key}": value.numpy()
        for name, head in heads.items()
        for key, value in head.state_dict().items()
    }
    store_head_weights(folder, fitted)


def store_head_weights(folder: Path, fitted: Mapping[str, NDArray[Any]]) -> None:
    """Put head weights, by the names of ``HeadSpec.shapes``, into a model folder.

    They go into a file of their own, beside those that were stored so before.
    """
    from safetensors.numpy import load_file

    description, path = read_config(folder), folder / HEADS
    stored = load_file(path) if HEADS in parts_of(description) else {}
    stored.update({f"heads.{name}": value for name, value in fitted.items()})
    write_weights(folder, stored, HEADS)
    write_description(folder, {**description, "files": {HEADS: file_sha256(path)}})


def write_description(folder: Path, description: dict[str, Any]) -> None:
    """Write ``biascheck.json`` with the checksums of the other parts."""
    description["files"] = {part: file_sha256(folder / part) for part in parts_of(description)}
    text = json.dumps(description, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def collect_weights(network: Network, *, exact: bool = False) -> dict[str, NDArray[Any]]:
    """Return encoder matrices and word vectors in int8 with scales, the rest in float32.

    Args:
        network: The trained network.
        exact: Keep all in float32.
    """
    weights: dict[str, NDArray[Any]] = {}
    for name, tensor in network.encoder.state_dict().items():
        value = tensor.detach().cpu().numpy().astype(np.float32)
        if name.endswith("position_ids"):
            continue
        if not exact and _is_quantized(name, value):
            block = math.gcd(_BLOCK, value.shape[1]) if name.startswith("encoder.") else None
            weights[name], weights[f"{name}.scale"] = quantize(value, block)
        else:
            weights[name] = np.ascontiguousarray(value)
    for name, tensor in network.heads.state_dict().items():
        weights[f"heads.{name}"] = tensor.detach().cpu().numpy().astype(np.float32)
    return weights


def _is_quantized(name: str, value: NDArray[np.float32]) -> bool:
    """Matrices of the layers and the word table; the small tables stay in float32."""
    if value.ndim != 2:
        return False
    return name.startswith("encoder.") or name == "embeddings.word_embeddings.weight"


def list_files(sources: Sequence[Any]) -> list[Path]:
    """Return all files the sources were read from, each once."""
    return sorted({path for source in sources for path in source.files})
