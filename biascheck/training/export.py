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
    DIFFERENCE,
    FORMAT,
    HEADS,
    WEIGHTS,
    file_sha256,
    load_model,
    parts_of,
    read_config,
)
from biascheck.encoder.quantization import quantize
from biascheck.training.continuing import model_folder
from biascheck.training.low_rank import encoder_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch.nn import Module

    from biascheck.encoder.persistence import ModelFiles
    from biascheck.training.network import Network
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
    earlier, files = _write_parts(network, recipe, folder, exact=runtime == "torch")
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
        "files": dict.fromkeys(files, ""),
    }
    write_description(folder, description)
    if earlier:
        known = {} if recipe.steps else earlier.head_specs()
        fresh = {name for name, spec in network.specs.items() if spec != known.get(name)}
        if fresh:
            store_heads(folder, {name: network.heads[name] for name in sorted(fresh)})


def _write_parts(
    network: Network, recipe: Recipe, folder: Path, *, exact: bool
) -> tuple[ModelFiles | None, list[str]]:
    """Write the weights and the difference; return the base if its weights still stand.

    They do where only a difference was trained, or nothing; then they are not made anew.
    The second value names the files that were written.
    """
    difference = collect_difference(network, exact=exact)
    stays = bool(difference) or not (recipe.steps or recipe.vocabulary)
    base = model_folder(recipe.base) if stays else None
    earlier = load_model(base) if base else None
    if earlier:
        difference = _on_top_of(earlier.weights, difference)
        files = [part for part in (WEIGHTS, HEADS) if part in parts_of(earlier.config)]
        for part in files:
            (folder / part).write_bytes((earlier.path / part).read_bytes())
    else:
        files = [WEIGHTS]
        write_weights(folder, collect_weights(network, exact=exact))
    if difference:
        files.append(DIFFERENCE)
        write_weights(folder, difference, DIFFERENCE)
    return earlier, files


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


def store_heads(folder: Path, heads: Mapping[str, Module]) -> None:
    """Put fitted heads, by name, into a model folder in the place of its own."""
    fitted = {
        f"{name}.{key}": value.cpu().numpy()
        for name, head in heads.items()
        for key, value in head.state_dict().items()
    }
    store_head_weights(folder, fitted)


def store_head_weights(folder: Path, fitted: Mapping[str, NDArray[Any]]) -> None:
    """Put head weights, by the names of ``HeadSpec.shapes``, into a model folder.

    They go into a file of their own, hidden layers in 8 bits, beside those that were stored
    so before.
    """
    from safetensors.numpy import load_file

    description = read_config(folder)
    stored = load_file(folder / HEADS) if HEADS in parts_of(description) else {}
    for name, value in fitted.items():
        stored.update(_in_8_bits(f"heads.{name}", value, small=name.endswith(".hidden.weight")))
    write_weights(folder, stored, HEADS)
    description["files"] |= {HEADS: ""}
    write_description(folder, description)


def write_description(folder: Path, description: dict[str, Any]) -> None:
    """Write ``biascheck.json`` with the checksums of the other parts, which ``files`` names."""
    description["files"] = {part: file_sha256(folder / part) for part in parts_of(description)}
    text = json.dumps(description, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def collect_weights(network: Network, *, exact: bool = False) -> dict[str, NDArray[Any]]:
    """Return encoder matrices and word vectors in int8 with scales, the rest in float32.

    A difference that was trained to the encoder is left out, see ``collect_difference``.

    Args:
        network: The trained network.
        exact: Keep all in float32.
    """
    weights: dict[str, NDArray[Any]] = {}
    for name, value in encoder_state(network.encoder)[0].items():
        if not name.endswith("position_ids"):
            small = not exact and _is_quantized(name, value)
            weights.update(_in_8_bits(name, value, small=small))
    for name, tensor in network.heads.state_dict().items():
        weights[f"heads.{name}"] = tensor.detach().cpu().numpy().astype(np.float32)
    return weights


def collect_difference(network: Network, *, exact: bool = False) -> dict[str, NDArray[Any]]:
    """Return the factors of the difference that was trained to the encoder, in int8 with scales.

    Args:
        network: The trained network.
        exact: Keep them in float32.
    """
    difference: dict[str, NDArray[Any]] = {}
    for name, value in encoder_state(network.encoder)[1].items():
        difference.update(_in_8_bits(name, value, small=not exact))
    return difference


def _in_8_bits(name: str, value: NDArray[Any], *, small: bool) -> dict[str, NDArray[Any]]:
    """Return a tensor by its name, with its scales beside it where it is to be small."""
    if not small:
        return {name: np.ascontiguousarray(value)}
    # Word vectors are looked up row by row.
    block = None if name.startswith("embeddings.") else math.gcd(_BLOCK, value.shape[1])
    rounded, scale = quantize(value, block)
    return {name: rounded, f"{name}.scale": scale}


def _on_top_of(
    stored: Mapping[str, NDArray[Any]], difference: Mapping[str, NDArray[Any]]
) -> dict[str, NDArray[Any]]:
    """Return the factors of a model's earlier difference and of a later one, side by side."""
    factors = (".up", ".down", ".up.scale", ".down.scale")
    earlier = {name: value for name, value in stored.items() if name.endswith(factors)}
    return {
        name: np.concatenate([known[name] for known in (earlier, difference) if name in known])
        for name in {**earlier, **difference}
    }


def _is_quantized(name: str, value: NDArray[np.float32]) -> bool:
    """Matrices of the layers and the word table; the small tables stay in float32."""
    if value.ndim != 2:
        return False
    return name.startswith("encoder.") or name == "embeddings.word_embeddings.weight"


def list_files(sources: Sequence[Any]) -> list[Path]:
    """Return all files the sources were read from, each once."""
    return sorted({path for source in sources for path in source.files})
