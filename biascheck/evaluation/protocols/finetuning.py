"""A plain fine-tune of the base encoder in every fold, with a file for each finished fold.

Mean of the token vectors, one linear layer, cross-entropy; batches hold sentences of
similar length. The number of epochs is fixed beforehand: nothing is validated on the
fold that is tested. A run that was interrupted goes on after its last finished fold.

Source: Reimers and Gurevych 2019 (mean pooling); Devlin et al. 2019, appendix A.3 (two
to four epochs, AdamW, a rate that rises and falls linearly); the rate of 1e-4 suits an
encoder of this size.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.atomic import atomic
from biascheck.errors import ConfigError, OutputError
from biascheck.evaluation.protocols.folds import chosen, train_and_test

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import torch
    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.evaluation.protocols.protocol import Request

_WARMUP: Final = 0.1
_DECAY: Final = 0.01
_LONGEST: Final = 128  # tokens; 1 % of the sentences of BABE are longer and are cut
_DROPOUT: Final = 0.1
# Batches whose sentences are sorted by length together, before the batches are shuffled.
_POOL: Final = 16


@dataclass(frozen=True, slots=True)
class FineTuning:
    """How each fold is fine-tuned.

    Attributes:
        run: Folder of the finished folds; None: nothing is kept.
        epochs: Passes over the training rows.
        batch: Sentences of a step.
        rate: Peak learning rate.
    """

    run: Path | None = None
    epochs: int = 3
    batch: int = 32
    rate: float = 1e-4

    def __post_init__(self) -> None:
        """Check ranges.

        Raises:
            ConfigError: If there is nothing to do in an epoch.
        """
        if self.epochs < 1 or self.batch < 1 or self.rate <= 0:
            raise ConfigError("epochs, batch and rate of the fine-tune must be above 0.")

    def to_dict(self) -> dict[str, Any]:
        """Return the settings that decide the figures."""
        return {key: value for key, value in asdict(self).items() if key != "run"}


def out_of_fold(
    tuning: FineTuning,
    request: Request,
    texts: Sequence[str],
    labels: IntArray,
    folds: IntArray,
) -> FloatArray:
    """Return P(second class) of every row ``[n]``, fine-tuned without its fold.

    Raises:
        ModelError: If there is no such base encoder.
        OutputError: If a finished fold cannot be kept.
    """
    scores = np.zeros(len(labels))
    n_folds = int(folds.max()) + 1
    for fold, (train, test) in enumerate(train_and_test(folds)):
        read = chosen(texts, train), chosen(texts, test)
        key = _fingerprint(tuning, request, read, labels[train])
        path = None if tuning.run is None else tuning.run / f"fold-{fold}-{key}.json"
        if path is not None and path.is_file():
            request.say(f"fold {fold + 1} of {n_folds}: done before")
            scores[test] = json.loads(path.read_text(encoding="utf-8"))
            continue
        request.say(f"fold {fold + 1} of {n_folds}: fine-tuning on {len(train)} rows")
        scores[test] = fine_tune(tuning, request.base, *read, labels[train], request.seed + fold)
        if path is not None:
            _keep(path, scores[test])
    return scores


def _fingerprint(
    tuning: FineTuning, request: Request, texts: tuple[list[str], list[str]], labels: IntArray
) -> str:
    """Return a name for all that decides a fold, so that another run's fold is not taken."""
    decided = [tuning.to_dict(), request.base, request.seed, texts, labels.tolist()]
    return hashlib.sha256(json.dumps(decided).encode()).hexdigest()[:12]


def _keep(path: Path, scores: FloatArray) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder cannot be made ({error.strerror}).", source=str(path.parent)
        ) from error
    with atomic(path) as file:
        file.write(json.dumps(scores.tolist()).encode())


def fine_tune(
    tuning: FineTuning,
    base: str,
    train: Sequence[str],
    test: Sequence[str],
    labels: IntArray,
    seed: int,
) -> FloatArray:
    """Fine-tune on the training texts and return P(second class) of the others ``[m]``."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    network = _network(base)
    tokens = _Tokens(base, network.encoder.config.max_position_embeddings)
    ids = tokens.encode(train)
    batches = list(_batches(ids, tuning, seed))
    optimizer = torch.optim.AdamW(network.parameters(), lr=tuning.rate, weight_decay=_DECAY)
    gold = torch.from_numpy(labels)
    network.train()
    for step, rows in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = tuning.rate * _slope(step, len(batches))
        logits = network(*tokens.padded([ids[i] for i in rows]))
        loss = functional.cross_entropy(logits, gold[torch.from_numpy(rows)])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    return _predict(network, tokens, test, tuning.batch)


def _slope(step: int, steps: int) -> float:
    """Return the factor of the rate: it rises over the warm-up, then falls to zero."""
    rise = max(1.0, _WARMUP * steps)
    return min((step + 1) / rise, (steps - step) / max(1.0, steps - rise))


def _batches(
    ids: Sequence[Sequence[int]], tuning: FineTuning, seed: int
) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of each step: shuffled, in batches of similar length."""
    generator = np.random.default_rng(seed)
    lengths = np.array([len(row) for row in ids])
    for _ in range(tuning.epochs):
        order = generator.permutation(len(ids))
        pool = _POOL * tuning.batch
        sorted_pools = [
            part[np.argsort(lengths[part], kind="stable")]
            for part in np.split(order, range(pool, len(order), pool))
        ]
        ordered = np.concatenate(sorted_pools)
        batches = np.split(ordered, range(tuning.batch, len(ordered), tuning.batch))
        yield from (batches[i] for i in generator.permutation(len(batches)))


def _predict(network: Any, tokens: _Tokens, texts: Sequence[str], batch: int) -> FloatArray:
    import torch

    network.eval()
    ids = tokens.encode(texts)
    order = np.argsort([len(row) for row in ids], kind="stable")
    scores = np.zeros(len(texts))
    with torch.no_grad():
        for rows in np.split(order, range(batch, len(order), batch)):
            logits = network(*tokens.padded([ids[i] for i in rows]))
            scores[rows] = logits.softmax(dim=1)[:, 1].double().numpy()
    return scores


class _Tokens:
    """Texts as token ids, and as padded batches."""

    def __init__(self, base: str, positions: int) -> None:
        from tokenizers import Tokenizer

        from biascheck.encoder.tokens import load_tokenizer
        from biascheck.training.base import base_folder

        path = str(base_folder(base) / "tokenizer.json")
        marks = load_tokenizer(path)
        self._open, self._close = marks.open_id, marks.close_id
        self._backend = Tokenizer.from_file(path)
        self._backend.no_padding()
        self._backend.no_truncation()
        self._longest = min(_LONGEST, positions)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of each text between the marks that open and close it."""
        found = self._backend.encode_batch(list(texts), add_special_tokens=False)
        return [[self._open, *one.ids[: self._longest - 2], self._close] for one in found]

    def padded(self, rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return ids and mask ``[batch, length]``."""
        import torch

        ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)], mask[i, : len(row)] = row, 1
        return torch.from_numpy(ids), torch.from_numpy(mask)


def _network(base: str) -> Any:
    """Return encoder, mean pooling and a linear layer as one module."""
    import torch

    from biascheck.training.base import base_folder, load_base

    class Classifier(torch.nn.Module):
        def __init__(self, encoder: Any) -> None:
            super().__init__()
            self.encoder = encoder
            self.drop = torch.nn.Dropout(_DROPOUT)
            self.out = torch.nn.Linear(encoder.config.hidden_size, 2)

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            """Return logits ``[batch, 2]``."""
            hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(2).float()
            mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1)
            logits: torch.Tensor = self.out(self.drop(mean))
            return logits

    return Classifier(load_base(base_folder(base)))
