"""The batches that an encoder's runtime is given, kept, to run it alone on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.encoding import Encoder
from biascheck.encoder.tokens import load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.encoder.encoding import Runtime
    from biascheck.encoder.persistence import ModelFiles
    from biascheck.types import Document

    Batch = tuple[NDArray[np.int64], NDArray[np.bool_]]


class _Recorder:
    """A runtime that keeps what it is given and computes nothing."""

    name = "recorder"

    def __init__(self, runtime: Runtime, width: int) -> None:
        self.precision, self.positions = runtime.precision, runtime.positions
        self.batches: list[Batch] = []
        self._width = width

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        self.batches.append((ids, mask))
        return np.zeros((*ids.shape, self._width), dtype=np.float32)


def record_batches(
    files: ModelFiles, runtime: Runtime, documents: Sequence[Document]
) -> list[Batch]:
    """Return the ids and masks ``[batch, length]`` that this runtime would read documents in."""
    config = files.config
    width = config["encoder"]["hidden_size"]
    recorder = _Recorder(runtime, width)
    tokenizer = load_tokenizer(
        str(files.path / "tokenizer.json"), stand_ins=config.get("stand_ins", False)
    )
    encoder = Encoder(
        recorder, tokenizer, width=width, window=config["window"], overlap=config["overlap"]
    )
    encoder.encode(documents, [()] * len(documents))
    return recorder.batches


def count_products(shape: Mapping[str, int], batches: Sequence[Batch]) -> int:
    """Return the multiply-adds that texts need of a BERT encoder; padding needs none.

    A layer has four square matrices and two that lead to the inner size and back, for every
    token; and attention multiplies every token with every other of its window twice.

    Args:
        shape: The encoder's configuration.
        batches: What it reads.
    """
    width, inner = shape["hidden_size"], shape["intermediate_size"]
    lengths = np.concatenate([mask.sum(axis=1) for _, mask in batches]).astype(np.int64)
    dense = lengths * (4 * width * width + 2 * width * inner)
    attention = 2 * lengths**2 * width
    return shape["num_hidden_layers"] * int((dense + attention).sum())
