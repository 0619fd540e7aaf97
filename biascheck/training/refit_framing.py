"""The second stage for frames: the framing head on the frozen encoder, to convergence.

An article's frame is decided by the log-mean-exp of its sentences' logits, as at run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from biascheck.dimensions import framing
from biascheck.training.corpora.plain import plain_examples
from biascheck.training.export import store_heads
from biascheck.training.fitting import fit
from biascheck.training.network import Head, group_log_mean_exp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.training.example import Example
    from biascheck.training.second_stage import SecondStage

# Documents of a batch: whole articles of ours, one- or two-sentence units of the others.
CORPORA = {"gold": 16, "ccf": 64, "gvfc": 64}
_EPOCHS = 120  # over our own articles
_RATE = 2e-3
_DECAY = 0.05
_DROPOUT = 0.3
_GOLD_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class FrameTable:
    """Documents of a corpus: unit vectors ``[n, d]`` of each, and frames ``[documents, 15]``."""

    corpus: str
    units: tuple[NDArray[np.float32], ...]
    frames: NDArray[np.float32]


def refit_framing_head(stage: SecondStage) -> None:
    """Fit the framing head of a model anew, in place."""
    analyzer = stage.reader("framing")
    tables = []
    for corpus in (name for name in CORPORA if name in stage.mixture):
        stage.say(f"encoding {corpus} for frames")
        own = corpus == "gold"
        rows = stage.ours() if own else plain_examples(corpus, stage.data)
        tables.append(encode_frames(analyzer, corpus, rows))
    store_heads(stage.folder, {"framing": fit_framing(tables, stage.seed)})


def encode_frames(analyzer: Analyzer, corpus: str, examples: Sequence[Example]) -> FrameTable:
    """Encode documents and keep their sentence vectors beside their frames."""
    contexts = analyzer.contexts(example.document for example in examples)
    units = tuple(context.encoding.sentences for context in contexts)
    frames = [example.frames for example in examples if example.frames is not None]
    return FrameTable(corpus, units, np.stack(frames))


def fit_framing(tables: Sequence[FrameTable], seed: int) -> Head:
    """Train the head; every corpus but the first (ours) has a bias per frame, then dropped."""
    torch.manual_seed(seed)
    (spec,) = framing.HEADS
    head = Head(spec, tables[0].units[0].shape[1], _DROPOUT)
    biases = torch.nn.Parameter(torch.zeros(len(tables), len(spec.outputs)))
    generator = np.random.default_rng(seed)

    def loss(_: int) -> torch.Tensor:
        other = len(tables) > 1 and generator.random() >= _GOLD_SHARE
        number = int(generator.integers(1, len(tables))) if other else 0
        return _loss(head, tables[number], biases[number] * (number > 0), generator)

    steps = max(1, _EPOCHS * len(tables[0].units) // CORPORA["gold"])
    fit([head], loss, steps=steps, rate=_RATE, decay=_DECAY, free=[biases])
    return head


def _loss(
    head: Head, table: FrameTable, bias: torch.Tensor, generator: np.random.Generator
) -> torch.Tensor:
    size = CORPORA[table.corpus]
    chosen = generator.integers(len(table.units), size=size)
    groups = np.repeat(np.arange(size), [len(table.units[i]) for i in chosen])
    units = torch.from_numpy(np.concatenate([table.units[i] for i in chosen]))
    logits = group_log_mean_exp(head(units), torch.from_numpy(groups), size) + bias
    frames = torch.from_numpy(table.frames[chosen])
    known = ~torch.isnan(frames)
    return functional.binary_cross_entropy_with_logits(logits[known], frames[known])
