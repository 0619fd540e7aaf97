"""The fast CPU path: ONNX Runtime, without torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.device import usable_cores
from biascheck.encoder.quantization import dequantize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.encoder.persistence import ModelFiles


class OnnxRuntime:
    """Runs the encoder on CPU.

    Args:
        files: The model folder, as loaded.
        threads: Threads of the matrix products; None: all cores this process may use.
    """

    name = "onnxruntime"

    def __init__(self, files: ModelFiles, threads: int | None = None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or usable_cores()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # An arena that only grows would keep the largest batch's memory for ever.
        options.enable_cpu_mem_arena = False
        weights = encoder_matrices(files)
        names = list(weights)
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights[name]) for name in names]
        options.add_external_initializers(names, values)
        self._session = onnxruntime.InferenceSession(
            files.graph, options, providers=["CPUExecutionProvider"]
        )
        self._words = files.weights["embeddings.word_embeddings.weight"]
        self._scales = files.weights["embeddings.word_embeddings.weight.scale"]
        self._positions = (
            files.weights["embeddings.position_embeddings.weight"]
            + files.weights["embeddings.token_type_embeddings.weight"][:1]
        )

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return hidden states ``[batch, length, width]`` for ids and mask ``[batch, length]``."""
        vectors = self._words[ids].astype(np.float32) * self._scales[ids]
        inputs = {
            "vectors": vectors,
            "positions": self._positions[: ids.shape[1]],
            "mask": mask.astype(np.int32),
        }
        hidden: NDArray[np.float32] = self._session.run(["hidden"], inputs)[0]
        return hidden


def encoder_matrices(files: ModelFiles) -> dict[str, NDArray[np.float32]]:
    """Return the weights that the graph declares, in float32, matrices transposed."""
    found: dict[str, NDArray[np.float32]] = {}
    for name, value in files.weights.items():
        if name.startswith("encoder.") and value.dtype == np.int8:
            full = dequantize(value, files.weights[f"{name}.scale"])
            found[name] = np.ascontiguousarray(full.T)
        elif name.startswith(("encoder.", "embeddings.LayerNorm.")) and not name.endswith(".scale"):
            found[name] = value
    return found
