"""The fastest CPU path: matrix products in 8 bits, a little less exact, only where asked for."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.encoder.onnx_runtime import (
    POSITIONS,
    VectorTable,
    encoder_matrices,
    start_session,
)
from biascheck.encoder.quantization import quantize
from biascheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from biascheck.encoder.persistence import ModelFiles

# Graphs by shape. Building one takes the package onnx, which only training needs otherwise.
GRAPHS: Final = Path(__file__).with_name("graphs")
# Weights have 7 bits. x86 processors without the instructions for neural networks (VNNI) add two
# products of an unsigned and a signed byte in 16 bits: 2 * 255 * 63 fits, 2 * 255 * 127 does not
# and would be cut off there. So every machine gets the same numbers.
# Source: Intel, "Software Developer's Manual", volume 2, VPMADDUBSW.
TOP: Final = 63


class Int8Runtime:
    """Runs the encoder on CPU with its matrix products in 8 bits, see ``encoder.graph_int8``.

    Args:
        files: The model folder, as loaded.
        threads: Threads of the matrix products; None: all cores this process may use.

    Raises:
        ModelError: There is no graph for the encoder's shape.
    """

    name = "onnxruntime"
    precision = "int8"
    positions = POSITIONS

    def __init__(self, files: ModelFiles, threads: int | None = None) -> None:
        graph = find_graph(files.config["encoder"], str(files.path))
        self._session = start_session(graph, int8_matrices(files), threads)
        self._table = VectorTable(files)

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return hidden states ``[batch, length, width]`` for ids and mask ``[batch, length]``.

        Rows of one length are computed together and padding not at all; its states are 0.
        """
        lengths = mask.sum(axis=1)
        parts = {n: self._hidden(ids[lengths == n, :n]) for n in np.unique(lengths).tolist()}
        if len(parts) == 1 and ids.shape[1] in parts:
            return parts[ids.shape[1]]
        width = next(iter(parts.values())).shape[2]
        hidden = np.zeros((*ids.shape, width), dtype=np.float32)
        for length, part in parts.items():
            hidden[lengths == length, :length] = part
        return hidden

    def _hidden(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        hidden: NDArray[np.float32] = self._session.run(["hidden"], self._table.look_up(ids))[0]
        return hidden


def int8_matrices(files: ModelFiles) -> dict[str, NDArray[Any]]:
    """Return the weights that the graph declares: int8 matrices, a scale per output."""
    found: dict[str, NDArray[Any]] = {}
    for name, value in encoder_matrices(files).items():
        if value.ndim == 2:
            small, scale = quantize(np.ascontiguousarray(value.T), top=TOP)
            found[name], found[f"{name}.scale"] = np.ascontiguousarray(small.T), scale[:, 0]
        else:
            found[name] = value
    return found


def graph_name(config: Mapping[str, Any]) -> str:
    """Return the file name of the graph for a BERT configuration: all that it depends on."""
    sizes = ("num_hidden_layers", "hidden_size", "intermediate_size", "num_attention_heads")
    shape = "-".join(str(config[size]) for size in sizes)
    return f"int8-{shape}-{config['layer_norm_eps']:g}.onnx"


def find_graph(config: Mapping[str, Any], source: str) -> bytes:
    """Return the graph for a BERT configuration: one that comes with biascheck, or built now.

    Args:
        config: The configuration.
        source: Where the model is, for the message.

    Raises:
        ModelError: None comes with biascheck, and the package that builds one is missing.
    """
    path = GRAPHS / graph_name(config)
    if path.is_file():
        return path.read_bytes()
    if find_spec("onnx") is None:
        raise ModelError(
            "8-bit products need a graph of the encoder's shape, and none comes with biascheck "
            "for this one.",
            source=source,
            hint="Install the package that builds one, pip install onnx, or use --precision "
            "float32.",
        )
    from biascheck.encoder.graph_int8 import build_int8_graph

    return build_int8_graph(config)
