"""The second stage for genre: the genre head on whole articles, to convergence.

Joint training sees a few hundred articles in crops; here the head reads the vectors of
many more, whole, without their boilerplate, as at run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from biascheck.dimensions import genre
from biascheck.dimensions.registry import load_dimension
from biascheck.training.corpora.genre import read_whole
from biascheck.training.export import store_heads
from biascheck.training.fitting import fit
from biascheck.training.network import Head
from biascheck.training.second_stage import evenly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.training.example import Example
    from biascheck.training.second_stage import SecondStage

# Articles of ours that are read at most; those of one outlet and label, and how many
# characters of each.
_OURS = 2400
PER_OUTLET_AND_LABEL = 120
_CHARACTERS = 5000
_STEPS = 3000
_BATCH = 128
_RATE = 1e-3
_DECAY = 0.1
_DROPOUT = 0.3
# Share of our own articles, whose genre was read from the text and not from its section.
_OUR_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class GenreTable:
    """Articles: vectors ``[n, d]``, P(opinion) ``[n]``, chance of being drawn ``[n]``."""

    vectors: NDArray[np.float32]
    opinion: NDArray[np.float32]
    chances: NDArray[np.float64]


def refit_genre_head(stage: SecondStage) -> None:
    """Fit the genre head of a model anew, in place."""
    analyzer = stage.reader("genre")
    stage.say("encoding our articles for genre")
    ours = [example for example in stage.ours() if not np.isnan(example.genre)]
    tables = [encode_genres(analyzer, evenly(ours, _OURS), _OUR_SHARE)]
    if "articles" in stage.mixture:
        stage.say("encoding articles for genre")
        whole = list(read_whole(stage.data, PER_OUTLET_AND_LABEL, _CHARACTERS))
        tables.append(encode_genres(analyzer, whole, 1 - _OUR_SHARE))
    store_heads(stage.folder, {"genre": fit_genre(tables, stage.seed)})


def encode_genres(analyzer: Analyzer, examples: Sequence[Example], share: float) -> GenreTable:
    """Encode articles; both labels get half of the share."""
    vectors = []
    for context in analyzer.contexts(example.document for example in examples):
        context.results["role"] = load_dimension("role").annotate(context)
        vectors.append(context.content_vector()[0])
    opinion = np.array([example.genre for example in examples], dtype=np.float32)
    sort = opinion > genre.BOUNDARY
    counts = np.bincount(sort, minlength=2)
    return GenreTable(np.stack(vectors), opinion, share / 2 / counts[sort.astype(int)])


def fit_genre(tables: Sequence[GenreTable], seed: int) -> Head:
    """Train the head; every table but the first (ours) has a bias, then dropped."""
    torch.manual_seed(seed)
    (spec,) = genre.HEADS
    vectors = torch.from_numpy(np.concatenate([t.vectors for t in tables]))
    opinion = torch.from_numpy(np.concatenate([t.opinion for t in tables]))
    chances = torch.from_numpy(np.concatenate([t.chances for t in tables]))
    other = torch.from_numpy(np.repeat(np.arange(len(tables)), [len(t.opinion) for t in tables]))
    head = Head(spec, vectors.shape[1], _DROPOUT)
    biases = torch.nn.Parameter(torch.zeros(len(tables)))
    generator = torch.Generator().manual_seed(seed)

    def loss(_: int) -> torch.Tensor:
        rows = torch.multinomial(chances, _BATCH, replacement=True, generator=generator)
        logits = head(vectors[rows]).squeeze(1) + biases[other[rows]] * (other[rows] > 0)
        return functional.binary_cross_entropy_with_logits(logits, opinion[rows])

    fit([head], loss, steps=_STEPS, rate=_RATE, decay=_DECAY, free=[biases])
    return head
