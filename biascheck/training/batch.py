"""Examples as tensors: windows, the map from tokens to sentences, and the targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from biascheck.encoder.encoding import neighbours
from biascheck.encoder.windows import plan_windows
from biascheck.training.example import SENTENCE_TARGETS, TOKEN_TARGETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.encoder.tokens import Tokenizer, Tokens
    from biascheck.training.example import Example
    from biascheck.types import Span


@dataclass(slots=True)
class Batch:
    """Documents of one corpus, flattened.

    Shapes: W windows of at most T positions, N tokens that belong to a sentence,
    S sentences, A articles, M target groups, P (token, mention) pairs.

    Attributes:
        corpus: The corpus all documents come from.
        ids: ``[W, T]`` vocabulary ids.
        mask: ``[W, T]`` true where there is a token.
        positions: ``[N]`` index of each token in the flattened ``[W * T]`` positions.
        sentence_of_token: ``[N]``.
        article_of_token: ``[N]``.
        article_of_sentence: ``[S]``.
        neighbours: ``[S, 3]`` the sentence before in the paragraph, itself, the one after.
        sentence_targets: name to ``[S]``, NaN unknown.
        roles: ``[S]``, -1 unknown.
        token_targets: name to ``[N]``, NaN unknown.
        genre: ``[A]``, NaN unknown.
        frames: ``[A, 15]``, NaN unknown.
        evidence: ``[E, 2]`` pairs of sentence and frame.
        mention_tokens: ``[P]`` token of each pair.
        mention_of_pair: ``[P]`` mention of each pair.
        group_of_mention: ``[K]`` target group of each mention.
        sentence_of_mention: ``[K]``.
        stance: ``[M, 3]``, NaN unknown.
        harmed: ``[M]``, NaN unknown.
        whole: ``[M]`` true where the stance is that of the whole article.
    """

    corpus: str
    ids: torch.Tensor
    mask: torch.Tensor
    positions: torch.Tensor
    sentence_of_token: torch.Tensor
    article_of_token: torch.Tensor
    article_of_sentence: torch.Tensor
    neighbours: torch.Tensor
    sentence_targets: dict[str, torch.Tensor]
    roles: torch.Tensor
    token_targets: dict[str, torch.Tensor]
    genre: torch.Tensor
    frames: torch.Tensor
    evidence: torch.Tensor
    mention_tokens: torch.Tensor
    mention_of_pair: torch.Tensor
    group_of_mention: torch.Tensor
    sentence_of_mention: torch.Tensor
    stance: torch.Tensor
    harmed: torch.Tensor
    whole: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on another device."""

        def move(value: object) -> object:
            if isinstance(value, torch.Tensor):
                return value.to(device)
            if isinstance(value, dict):
                return {key: move(item) for key, item in value.items()}
            return value

        return Batch(**{name: move(getattr(self, name)) for name in self.__slots__})  # type: ignore[arg-type]


class Collator:
    """Turns examples into batches.

    Args:
        tokenizer: The encoder's tokenizer.
        window: Positions of a window.
        overlap: Tokens that neighbouring windows share.
    """

    def __init__(self, tokenizer: Tokenizer, window: int, overlap: int) -> None:
        self.tokenizer = tokenizer
        self.window = window
        self.overlap = overlap

    def __call__(self, examples: Sequence[Example]) -> Batch:
        """Return one batch; all examples must come from the same corpus."""
        parts = _Parts(self.tokenizer)
        for example in examples:
            tokens = self.tokenizer.document(example.document)
            windows = plan_windows(tokens, self.window, self.overlap)
            parts.add(example, tokens, windows)
        return parts.finish(examples[0].corpus)


class _Parts:
    """Collects the lists that become a batch."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.rows: list[list[int]] = []
        self.places: list[tuple[int, int]] = []
        self.sentence_of_token: list[int] = []
        self.article_of_token: list[int] = []
        self.article_of_sentence: list[int] = []
        self.neighbours: list[NDArray[np.int64]] = []
        self.sentence_targets: dict[str, list[float]] = {name: [] for name in SENTENCE_TARGETS}
        self.roles: list[int] = []
        self.token_targets: dict[str, list[NDArray[np.float32]]] = {n: [] for n in TOKEN_TARGETS}
        self.genre: list[float] = []
        self.frames: list[NDArray[np.float32]] = []
        self.evidence: list[tuple[int, int]] = []
        self.mention_tokens: list[int] = []
        self.mention_of_pair: list[int] = []
        self.group_of_mention: list[int] = []
        self.sentence_of_mention: list[int] = []
        self.stance: list[tuple[float, float, float]] = []
        self.harmed: list[float] = []
        self.whole: list[bool] = []

    def add(self, example: Example, tokens: Tokens, windows: Sequence[object]) -> None:
        """Add one document."""
        places = self._windows(tokens, windows)
        kept = np.flatnonzero(tokens.sentences >= 0)
        first_sentence = len(self.article_of_sentence)
        first_token = len(self.places)
        article = len(self.genre)
        self.places.extend(places[i] for i in kept.tolist())
        self.sentence_of_token.extend((tokens.sentences[kept] + first_sentence).tolist())
        self.article_of_token.extend([article] * len(kept))
        starts, ends, owner = tokens.starts[kept], tokens.ends[kept], tokens.sentences[kept]
        self._tokens(example, starts, ends, owner)
        self._mentions(example, starts, ends, owner, first_token, first_sentence)
        self._sentences(example, article, first_sentence, tokens)

    def _windows(self, tokens: Tokens, windows: Sequence[object]) -> list[tuple[int, int]]:
        places: list[tuple[int, int]] = []
        for window in windows:
            row = len(self.rows)
            start, end = window.start, window.end  # type: ignore[attr-defined]
            body = tokens.ids[start:end].tolist()
            self.rows.append([self.tokenizer.open_id, *body, self.tokenizer.close_id])
            owned = range(window.own_start, window.own_end)  # type: ignore[attr-defined]
            places.extend((row, 1 + position - start) for position in owned)
        return places

    def _tokens(
        self,
        example: Example,
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        owner: NDArray[np.int64],
    ) -> None:
        for name in TOKEN_TARGETS:
            values = np.full(len(starts), np.nan, dtype=np.float32)
            if name in example.token_spans:
                values[:] = 0.0
                for span, weight in example.token_spans[name]:
                    values[_inside(span, starts, ends)] = weight
                if example.token_scope is not None and name == "loaded":
                    values[~np.isin(owner, sorted(example.token_scope))] = np.nan
            self.token_targets[name].append(values)

    def _mentions(
        self,
        example: Example,
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        owner: NDArray[np.int64],
        first_token: int,
        first_sentence: int,
    ) -> None:
        for mention in example.mentions:
            group = len(self.stance)
            found = False
            for span in mention.spans:
                inside = np.flatnonzero(_inside(span, starts, ends))
                if not len(inside):
                    continue
                found = True
                number = len(self.group_of_mention)
                self.group_of_mention.append(group)
                self.sentence_of_mention.append(int(owner[inside[0]]) + first_sentence)
                self.mention_tokens.extend((inside + first_token).tolist())
                self.mention_of_pair.extend([number] * len(inside))
            if found:
                self.stance.append(mention.stance or (np.nan, np.nan, np.nan))
                self.harmed.append(np.nan if mention.harmed is None else mention.harmed)
                self.whole.append(mention.whole)

    def _sentences(
        self, example: Example, article: int, first_sentence: int, tokens: Tokens
    ) -> None:
        n = tokens.n_sentences
        known = example.document.article
        apart = int(bool(known.title) and known.title_span is None)
        self.article_of_sentence.extend([article] * (n + apart))
        paragraphs = [s.paragraph for s in example.document.sentences] + [-1] * apart
        self.neighbours.append(neighbours(np.array(paragraphs, dtype=np.int64)) + first_sentence)
        for name in SENTENCE_TARGETS:
            values = example.sentence_targets.get(name)
            self.sentence_targets[name].extend([np.nan] * n if values is None else values.tolist())
            self.sentence_targets[name].extend([np.nan] * apart)
        self.roles.extend([-1] * n if example.roles is None else example.roles.tolist())
        self.roles.extend([-1] * apart)
        self.genre.append(example.genre)
        unknown = np.full(15, np.nan, dtype=np.float32)
        self.frames.append(unknown if example.frames is None else example.frames)
        self.evidence.extend(
            (sentence + first_sentence, frame) for frame, sentence in example.frame_evidence.items()
        )

    def finish(self, corpus: str) -> Batch:
        """Pad and stack."""
        width = max(len(row) for row in self.rows)
        ids = np.full((len(self.rows), width), self.tokenizer.pad_id, dtype=np.int64)
        mask = np.zeros((len(self.rows), width), dtype=bool)
        for number, row in enumerate(self.rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = True
        whole = torch.from_numpy
        return Batch(
            corpus=corpus,
            ids=whole(ids),
            mask=whole(mask),
            positions=_long([row * width + column for row, column in self.places]),
            sentence_of_token=_long(self.sentence_of_token),
            article_of_token=_long(self.article_of_token),
            article_of_sentence=_long(self.article_of_sentence),
            neighbours=whole(np.concatenate(self.neighbours)),
            sentence_targets={k: _float(v) for k, v in self.sentence_targets.items()},
            roles=_long(self.roles),
            token_targets={k: whole(np.concatenate(v)) for k, v in self.token_targets.items()},
            genre=_float(self.genre),
            frames=whole(np.stack(self.frames)),
            evidence=_long(self.evidence).reshape(-1, 2),
            mention_tokens=_long(self.mention_tokens),
            mention_of_pair=_long(self.mention_of_pair),
            group_of_mention=_long(self.group_of_mention),
            sentence_of_mention=_long(self.sentence_of_mention),
            stance=_float(self.stance).reshape(-1, 3),
            harmed=_float(self.harmed),
            whole=torch.as_tensor(self.whole, dtype=torch.bool),
        )


def _inside(span: Span, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (starts < span.end) & (ends > span.start)
    return inside


def _long(values: object) -> torch.Tensor:
    return torch.as_tensor(values, dtype=torch.long)


def _float(values: object) -> torch.Tensor:
    return torch.as_tensor(values, dtype=torch.float32)
