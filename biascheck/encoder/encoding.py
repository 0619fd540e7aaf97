"""Encode once: documents in, everything that heads read out, in constant memory."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from biascheck.encoder.heads import HeadSpec, apply_head
from biascheck.encoder.windows import Window, plan_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.encoder.tokens import Tokenizer, Tokens
    from biascheck.names.article import Names
    from biascheck.types import Document, Span


class Runtime(Protocol):
    """What computes the encoder: ONNX Runtime or torch.

    Attributes:
        name: Of the library.
        precision: Of the matrix products, such as ``float32``.
        positions: Padded positions that it takes best in one forward pass.
    """

    name: str
    precision: str
    positions: int

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return hidden states ``[batch, length, width]``."""
        ...


@dataclass(slots=True)
class Encoding:
    """One document as heads read it; ``d`` is the encoder's width.

    Attributes:
        tokens: The document's tokens.
        sentences: Mean token vector per sentence, ``[n_sentences, d]``.
        paragraphs: Paragraph of each sentence, ``[n_sentences]``.
        article: Mean vector of all tokens, a headline given apart included, ``[d]``.
        mentions: Mean token vector per mention asked for, ``[n_mentions, d]``.
        mention_sentences: The sentence each mention stands in, -1 if it has no token.
        token_logits: Head name to logits ``[n_tokens, outputs]`` for token-level heads.
        headline: Mean vector of a headline given apart from the text, or None.
        states: The tokens' vectors in half precision ``[n_tokens, d]``, or None where the
            encoder was not asked to keep them.
    """

    tokens: Tokens
    sentences: NDArray[np.float32]
    paragraphs: NDArray[np.int64]
    article: NDArray[np.float32]
    mentions: NDArray[np.float32]
    mention_sentences: NDArray[np.int64]
    token_logits: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    headline: NDArray[np.float32] | None = None
    states: NDArray[np.float16] | None = None

    def sentence_inputs(self) -> NDArray[np.float32]:
        """Return what sentence-level heads read, ``[n_sentences, 2d]``.

        Beside its own mean, each sentence has the mean of itself and its neighbours in the
        paragraph (itself where one is missing): enough to tell an editorial paragraph by
        its company, and no more, so that it is not outvoted by the report above it.
        """
        around = self.sentences[neighbours(self.paragraphs)].mean(axis=1)
        return np.concatenate([self.sentences, around], axis=1)

    def mention_inputs(self) -> NDArray[np.float32]:
        """Return what mention-level heads read, ``[n_mentions, 2d]``."""
        return np.concatenate([self.mentions, self.sentences[self.mention_sentences]], axis=1)


class _Gathering:
    """Sums that grow window by window and become an ``Encoding``."""

    def __init__(
        self, document: Document, tokens: Tokens, mentions: Sequence[Span], encoder: Encoder
    ) -> None:
        width = encoder.width
        self.tokens = tokens
        self.paragraphs = np.array([s.paragraph for s in document.sentences], dtype=np.int64)
        # One more group for a headline that stands apart from the text.
        self.sums = np.zeros((tokens.n_sentences + 1, width), dtype=np.float32)
        self.logits = {
            head.name: np.zeros((len(tokens), len(head.outputs)), dtype=np.float32)
            for head in encoder.token_heads
        }
        self.mention_sums = np.zeros((len(mentions), width), dtype=np.float32)
        self.states = (
            np.zeros((len(tokens), width), dtype=np.float16) if encoder.keep_states else None
        )
        self.pairs = _tokens_of_mentions(tokens, mentions)

    def add(self, window: Window, hidden: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take in a window's hidden states ``[length, d]``; return its owned rows."""
        first = 1 + window.own_start - window.start
        owned = hidden[first : first + window.own_end - window.own_start]
        if self.states is not None:
            self.states[window.own_start : window.own_end] = owned
        groups = self.tokens.sentences[window.own_start : window.own_end]
        if len(groups):
            edges = np.concatenate([[0], np.flatnonzero(np.diff(groups)) + 1])
            sums = np.add.reduceat(owned, edges, axis=0)
            for group, row in zip(groups[edges], sums, strict=True):
                if group >= 0:
                    self.sums[group] += row
        low, high = np.searchsorted(self.pairs[:, 0], [window.own_start, window.own_end])
        for token, number in self.pairs[low:high]:
            self.mention_sums[number] += owned[token - window.own_start]
        return owned

    def finish(self) -> Encoding:
        """Turn sums into means."""
        n = self.tokens.n_sentences
        kept = self.tokens.sentences[self.tokens.sentences >= 0]
        counts = np.bincount(kept, minlength=n + 1).astype(np.float32)
        means = np.asarray(self.sums / np.maximum(counts, 1)[:, None], dtype=np.float32)
        spoken = np.bincount(self.pairs[:, 1], minlength=len(self.mention_sums))
        spoken_means = np.asarray(
            self.mention_sums / np.maximum(spoken, 1)[:, None], dtype=np.float32
        )
        where = np.full(len(self.mention_sums), -1, dtype=np.int64)
        where[self.pairs[::-1, 1]] = self.tokens.sentences[self.pairs[::-1, 0]]
        return Encoding(
            tokens=self.tokens,
            sentences=means[:n],
            paragraphs=self.paragraphs,
            article=self.sums.sum(axis=0) / max(1.0, float(counts.sum())),
            mentions=spoken_means,
            mention_sentences=where,
            token_logits=self.logits,
            headline=means[n] if counts[n] else None,
            states=self.states,
        )


def neighbours(paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the indices of the sentence before, itself and the one after, ``[n, 3]``.

    Where the paragraph begins or ends, the sentence itself stands in for the missing one.
    """
    own = np.arange(len(paragraphs))
    same = paragraphs[1:] == paragraphs[:-1]
    before, after = own.copy(), own.copy()
    before[1:][same] -= 1
    after[:-1][same] += 1
    return np.stack([before, own, after], axis=1)


def _tokens_of_mentions(tokens: Tokens, mentions: Sequence[Span]) -> NDArray[np.int64]:
    """Return pairs (token, number of the mention it overlaps), ordered, ``[n, 2]``."""
    kept = np.flatnonzero(tokens.starts >= 0)
    spans = np.array(mentions, dtype=np.int64).reshape(-1, 2)
    # Tokens stand in text order, so those that overlap a span are neighbours.
    first = np.searchsorted(tokens.ends[kept], spans[:, 0], side="right")
    last = np.searchsorted(tokens.starts[kept], spans[:, 1], side="left")
    pairs = [
        (token, number)
        for number, (low, high) in enumerate(zip(first.tolist(), last.tolist(), strict=True))
        for token in kept[low:high].tolist()
    ]
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


class Encoder:
    """Reads documents in windows through a runtime.

    Args:
        runtime: What computes.
        tokenizer: The model's tokenizer.
        width: Width of the hidden states.
        window: Positions of a window.
        overlap: Tokens that neighbouring windows share.
        token_heads: Token-level heads, applied as the windows come in.
        weights: Weights of those heads.
        keep_states: Whether encodings keep the vector of every token: 2 bytes a dimension.
    """

    def __init__(
        self,
        runtime: Runtime,
        tokenizer: Tokenizer,
        *,
        width: int,
        window: int,
        overlap: int,
        token_heads: Sequence[HeadSpec] = (),
        weights: Mapping[str, NDArray[np.float32]] | None = None,
        keep_states: bool = False,
    ) -> None:
        self.runtime = runtime
        self.tokenizer = tokenizer
        self.width = width
        self.window = window
        self.overlap = overlap
        self.token_heads = tuple(token_heads)
        self._weights = dict(weights or {})
        self.keep_states = keep_states

    def reading(self, *, stand_ins: bool) -> Encoder:
        """Return this encoder, with names read under stand-ins or as they are written."""
        other = copy(self)
        other.tokenizer = self.tokenizer.reading(stand_ins=stand_ins)
        return other

    def encode(
        self,
        documents: Sequence[Document],
        mentions: Sequence[Sequence[Span]],
        names: Sequence[Names | None] | None = None,
    ) -> list[Encoding]:
        """Encode documents together; each gets the numbers it would get alone.

        Args:
            documents: What to read.
            mentions: For each document, the spans whose vectors are wanted.
            names: For each document, what was recognised in it, if that is known.
        """
        known = names if names is not None else [None] * len(documents)
        gatherings = [
            _Gathering(document, self.tokenizer.document(document, found), spans, self)
            for document, spans, found in zip(documents, mentions, known, strict=True)
        ]
        jobs = [
            (gathering, window)
            for gathering in gatherings
            for window in plan_windows(gathering.tokens, self.window, self.overlap)
        ]
        jobs.sort(key=lambda job: -job[1].length)
        for batch in _batches(jobs, self.runtime.positions):
            self._run(batch)
        return [gathering.finish() for gathering in gatherings]

    def _run(self, batch: Sequence[tuple[_Gathering, Window]]) -> None:
        width = max(window.length for _, window in batch)
        ids = np.full((len(batch), width), self.tokenizer.pad_id, dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.bool_)
        for row, (gathering, window) in enumerate(batch):
            body = gathering.tokens.ids[window.start : window.end]
            ids[row, 0] = self.tokenizer.open_id
            ids[row, 1 : len(body) + 1] = body
            ids[row, len(body) + 1] = self.tokenizer.close_id
            mask[row, : len(body) + 2] = True
        hidden = self.runtime.run(ids, mask)
        for row, (gathering, window) in enumerate(batch):
            owned = gathering.add(window, hidden[row])
            for head in self.token_heads:
                logits = apply_head(head, self._weights, owned)
                gathering.logits[head.name][window.own_start : window.own_end] = logits


def _batches(
    jobs: Sequence[tuple[_Gathering, Window]], positions: int
) -> Iterator[Sequence[tuple[_Gathering, Window]]]:
    """Yield runs of length-sorted windows within the budget of padded positions."""
    first = 0
    while first < len(jobs):
        longest = jobs[first][1].length
        last = first + max(1, positions // longest)
        yield jobs[first:last]
        first = last
