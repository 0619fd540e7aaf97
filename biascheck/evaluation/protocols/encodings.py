"""Frozen encodings: of the model, or of a base encoder that no corpus of ours has touched."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from biascheck.encoder.encoding import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.encoder.encoding import Encoding
    from biascheck.evaluation.protocols.protocol import Request
    from biascheck.types import Document, Provenance

# As in the shipped recipe; a smaller base has smaller windows.
_WINDOW: Final = 256
_OVERLAP: Final = 48
_GROUP: Final = 32


class Reader(Protocol):
    """Reads documents; the mentions of a document's given targets are encoded with it."""

    @property
    def name(self) -> str:
        """Which encoder it is, in words."""

    @property
    def provenance(self) -> Provenance | None:
        """The model, or None for a base encoder."""

    def encodings(self, documents: Iterable[Document]) -> Iterator[Encoding]:
        """Yield the encoding of each document, in order."""

    def sentence_logits(self, head: str, encoding: Encoding) -> NDArray[np.float32]:
        """Return a sentence head's logits ``[S, outputs]``, ``[S, 0]`` without heads."""


def reader(request: Request) -> Reader:
    """Return the reader that a request asks for."""
    return BaseReader(request.base) if request.encoder == "base" else ModelReader(request)


class ModelReader:
    """Reads with the model; its heads are at hand.

    Args:
        request: What is asked.
        stand_ins: Whether names are read under stand-ins; None: as the model reads them.
    """

    def __init__(self, request: Request, *, stand_ins: bool | None = None) -> None:
        self.analyzer: Analyzer = request.analyzer()
        if stand_ins is not None:
            self.analyzer = self.analyzer.reading(stand_ins=stand_ins)
        self.provenance: Provenance | None = self.analyzer.provenance
        self.name = f"the encoder of {self.analyzer.provenance.name}, frozen"
        self._judge: Any = None

    def encodings(self, documents: Iterable[Document]) -> Iterator[Encoding]:
        """Yield the encoding of each document, in order."""
        for context in self.analyzer.contexts(documents):
            self._judge = context.judge
            yield context.encoding

    def sentence_logits(self, head: str, encoding: Encoding) -> NDArray[np.float32]:
        """Return a sentence head's logits ``[S, outputs]``."""
        logits: NDArray[np.float32] = self._judge.logits(head, encoding.sentence_inputs())
        return logits


class BaseReader:
    """Reads with a base encoder as it was published; a sentence is the mean of its tokens.

    Args:
        base: A folder, or a package that carries one.

    Raises:
        ModelError: If there is none.
    """

    provenance: Provenance | None = None

    def __init__(self, base: str) -> None:
        from biascheck.encoder.tokens import load_tokenizer
        from biascheck.training.base import base_folder, load_base

        folder = base_folder(base)
        model = load_base(folder).eval()
        window = min(_WINDOW, model.config.max_position_embeddings)
        self.name = f"{base}, frozen, as published"
        self._encoder = Encoder(
            _Torch(model),
            load_tokenizer(str(folder / "tokenizer.json")),
            width=model.config.hidden_size,
            window=window,
            overlap=min(_OVERLAP, (window - 2) // 4),
        )

    def encodings(self, documents: Iterable[Document]) -> Iterator[Encoding]:
        """Yield the encoding of each document, in order."""
        waiting = iter(documents)
        while group := list(islice(waiting, _GROUP)):
            mentions = [[m for t in d.targets or () for m in t.mentions] for d in group]
            yield from self._encoder.encode(group, mentions)

    def sentence_logits(self, head: str, encoding: Encoding) -> NDArray[np.float32]:
        """Return ``[S, 0]``: a base encoder has no heads."""
        del head
        return np.zeros((len(encoding.sentences), 0), dtype=np.float32)


class _Torch:
    """The runtime of a transformers model."""

    name = "torch"
    precision = "float32"
    positions = 2048

    def __init__(self, model: Any) -> None:
        self._model = model

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return hidden states ``[batch, length, width]``."""
        import torch

        with torch.inference_mode():
            out = self._model(
                input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask).long()
            )
        return np.asarray(out.last_hidden_state.numpy(), dtype=np.float32)
