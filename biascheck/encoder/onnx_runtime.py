"""The fast CPU path: ONNX Runtime, without torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.encoder.device import usable_cores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from biascheck.encoder.persistence import ModelFiles


# Two full windows keep a core as busy as more would, and their activations, 3 MB a matrix, stay
# near it.
POSITIONS: Final = 512


class OnnxRuntime:
    """Runs the encoder on CPU.

    Args:
        files: The model folder, as loaded.
        threads: Threads of the matrix products; None: all cores this process may use.
    """

    name = "onnxruntime"
    precision = "float32"
    positions = POSITIONS

    def __init__(self, files: ModelFiles, threads: int | None = None) -> None:
        self._session = start_session(files.graph, encoder_matrices(files), threads)
        self._table = VectorTable(files)

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return hidden states ``[batch, length, width]`` for ids and mask ``[batch, length]``."""
        inputs = {**self._table.look_up(ids), "mask": mask.astype(np.int32)}
        hidden: NDArray[np.float32] = self._session.run(["hidden"], inputs)[0]
        return hidden


class VectorTable:
    """What the graphs take in for token ids: word vectors, and those of the positions."""

    def __init__(self, files: ModelFiles) -> None:
        self._words = files.weights["embeddings.word_embeddings.weight"]
        self._scales = files.weights["embeddings.word_embeddings.weight.scale"]
        self._positions = (
            files.weights["embeddings.position_embeddings.weight"]
            + files.weights["embeddings.token_type_embeddings.weight"][:1]
        )

    def look_up(self, ids: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
        """Return ``vectors`` and ``positions`` for ids ``[batch, length]``."""
        vectors = self._words[ids].astype(np.float32) * self._scales[ids]
        return {"vectors": vectors, "positions": self._positions[: ids.shape[1]]}


def start_session(
    graph: bytes, weights: Mapping[str, NDArray[Any]], threads: int | None
) -> InferenceSession:
    """Return a session of a graph on the CPU, with the weights that it declares."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or usable_cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def encoder_matrices(files: ModelFiles) -> dict[str, NDArray[np.float32]]:
    """Return the weights that the graph declares, in float32, matrices transposed."""
    return {
        name: np.ascontiguousarray(files.encoder_weight(name).T)
        for name in files.encoder_names()
        if name.startswith(("encoder.", "embeddings.LayerNorm."))
    }
