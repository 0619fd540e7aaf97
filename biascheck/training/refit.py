"""The second stage: sentence heads on the frozen encoder, to convergence.

Our own articles are drawn with more of what pasted text does: above all, a report that
ends in an editorial. Twins keep the judgement from hanging on names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from biascheck.dimensions import loaded, role
from biascheck.encoder.heads import AXES
from biascheck.training.corpora import load
from biascheck.training.example import unknown
from biascheck.training.export import store_heads
from biascheck.training.fitting import fit
from biascheck.training.network import Head
from biascheck.training.second_stage import evenly
from biascheck.training.twins import encode_twins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.training.example import Example, Source
    from biascheck.training.second_stage import SecondStage
    from biascheck.training.twins import Twins

# Corpora with sentence labels, and how often each is drawn (crops and augmentation vary).
DRAWS = {
    "gold": 3,
    "silver": 1,
    "mpqa": 1,
    "news_discourse": 1,
    "polnear": 1,
    "babe": 1,
    "ptc": 1,
    "dragnet": 1,
}
# What is annotated by our codebook; the first table holds all of it.
OURS = ("gold", "silver")
# Corpora of pages are cut to this many documents; they are easy and long.
_MOST = 450
_WHOLE = ("silver", "babe")
_EPOCHS = 12
_BATCH = 256
_RATE = 1e-3
_DECAY = 0.05
# Our own articles against all other corpora together.
_GOLD_SHARE = 0.5
# Articles of ours whose twins are read.
_TWINS = 800
# Weight of the twins' distance.
TWINS = 1.0
_SENTENCE_HEADS = (*role.HEADS, *loaded.HEADS[:1])


@dataclass(frozen=True, slots=True)
class Table:
    """Sentences of a corpus: inputs ``[n, 2d]``, targets ``[n, 4]``, roles ``[n]``; see Example."""

    corpus: str
    inputs: NDArray[np.float32]
    targets: NDArray[np.float32]
    roles: NDArray[np.int64]


def refit_sentence_heads(stage: SecondStage) -> None:
    """Fit ``axes``, ``role`` and ``loaded`` of a model anew, in place."""
    analyzer = stage.reader("role")
    tables = []
    for corpus in (name for name in DRAWS if name in stage.mixture):
        stage.say(f"encoding {corpus}")
        tables.append(encode_table(analyzer, load(corpus, stage.data), stage.seed))
    tables = join_ours(tables)
    stage.say("encoding twins")
    twins = _encode_twins(analyzer, stage)
    store_heads(stage.folder, fit_heads(tables, stage.seed, twins))


def _encode_twins(analyzer: Analyzer, stage: SecondStage) -> Twins | None:
    """Encode sentences of ours and of BABE with and without swapped names, if any has one."""
    examples = evenly(stage.ours(), _TWINS)
    if "babe" in stage.mixture:
        babe = load("babe", stage.data)
        generator = np.random.default_rng(stage.seed)
        examples += [babe.draw(i, generator) for i in range(0, len(babe.sizes), 2)]
    return encode_twins(
        lambda some: (
            c.encoding.sentence_inputs() for c in analyzer.contexts(e.document for e in some)
        ),
        examples,
        stage.seed,
    )


def encode_table(analyzer: Analyzer, source: Source, seed: int) -> Table:
    """Encode the drawn documents of a corpus and lay their sentences out as a table."""
    examples = list(_drawn(source, seed))
    contexts = analyzer.contexts(example.document for example in examples)
    inputs, targets, roles = [], [], []
    for example, context in zip(examples, contexts, strict=True):
        inputs.append(context.encoding.sentence_inputs())
        wanted, known = sentence_labels(example)
        targets.append(wanted)
        roles.append(known)
    return Table(
        source.corpus, np.concatenate(inputs), np.concatenate(targets), np.concatenate(roles)
    )


def join_ours(tables: Sequence[Table]) -> list[Table]:
    """Return the tables with silver's sentences in that of gold: one codebook, one table."""
    ours = [table for table in tables if table.corpus in OURS]
    joined = Table(
        ours[0].corpus,
        np.concatenate([t.inputs for t in ours]),
        np.concatenate([t.targets for t in ours]),
        np.concatenate([t.roles for t in ours]),
    )
    return [joined, *(table for table in tables if table.corpus not in OURS)]


def sentence_labels(example: Example) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return targets ``[n, 4]`` (NaN unknown) and roles ``[n]`` (-1) of n sentences."""
    n = len(example.document.sentences)
    known = example.sentence_targets
    targets = np.stack([known.get(name, unknown(n)) for name in (*AXES, "loaded")], axis=1)
    return targets, np.full(n, -1, dtype=np.int64) if example.roles is None else example.roles


def _drawn(source: Source, seed: int) -> Iterator[Example]:
    generator = np.random.default_rng(seed)
    n = len(source.sizes)
    kept = evenly(range(n), n if source.corpus in _WHOLE else _MOST)
    for _ in range(DRAWS[source.corpus]):
        for index in kept:
            yield source.draw(index, generator)


def fit_heads(
    tables: Sequence[Table],
    seed: int,
    twins: Twins | None = None,
    weight: float = TWINS,
    epochs: int | None = None,
) -> dict[str, Head]:
    """Train the sentence heads on the tables; each corpus has biases of its own.

    The biases of all corpora but the first (ours) are dropped afterwards, as in the
    joint training.

    Args:
        tables: Sentences of the corpora, ours first.
        seed: Of the training.
        twins: Sentences whose logits must not change with the names.
        weight: Of the twins' distance in the loss.
        epochs: How often each sentence is drawn in the mean; None: as for the shipped model.
    """
    torch.manual_seed(seed)
    width = tables[0].inputs.shape[1] // 2
    heads = {spec.name: Head(spec, width, 0.2) for spec in _SENTENCE_HEADS}
    start_roles(heads["role"])
    biases = torch.nn.Parameter(torch.zeros(len(tables), 4))
    inputs = torch.from_numpy(np.concatenate([t.inputs for t in tables]))
    targets = torch.from_numpy(np.concatenate([t.targets for t in tables]))
    roles = torch.from_numpy(np.concatenate([t.roles for t in tables]))
    corpus = torch.from_numpy(np.repeat(np.arange(len(tables)), [len(t.roles) for t in tables]))
    chance = torch.from_numpy(_chances(tables))
    draws = torch.Generator().manual_seed(seed)
    generator = np.random.default_rng(seed)

    def logits(x: torch.Tensor) -> torch.Tensor:
        return torch.cat([heads["axes"](x), heads["loaded"](x)], dim=1)

    def loss(_: int) -> torch.Tensor:
        rows = torch.multinomial(chance, _BATCH, replacement=True, generator=draws)
        own = biases[corpus[rows]] * (corpus[rows] > 0).unsqueeze(1)
        found = _loss(heads, own, inputs[rows], targets[rows], roles[rows])
        if twins is not None and weight:
            found = found + weight * twins.distance(logits, _BATCH // 2, generator)
        return found

    steps = (epochs or _EPOCHS) * len(inputs) // _BATCH
    fit(heads.values(), loss, steps=steps, rate=_RATE, decay=_DECAY, free=[biases])
    return heads


def start_roles(head: Head) -> None:
    """Let the role layer begin where each axis argues for its own role."""
    signs = torch.tensor([[-1.0, -1, -1], [-0.5, 1, -1], [1, -0.5, -1], [-0.5, -0.5, 1]])
    with torch.no_grad():
        head.out.weight.copy_(signs)
        head.out.bias.zero_()


def _chances(tables: Sequence[Table]) -> NDArray[np.float64]:
    """Return how often each row is drawn: ours take a fixed share, the others by size."""
    others = sum(len(t.roles) for t in tables[1:])
    chances = []
    for i, table in enumerate(tables):
        n = len(table.roles)
        chances.append(np.full(n, _GOLD_SHARE / n if not i else (1 - _GOLD_SHARE) / others))
    return np.concatenate(chances)


def _loss(
    heads: dict[str, Head],
    bias: torch.Tensor,
    inputs: torch.Tensor,
    targets: torch.Tensor,
    roles: torch.Tensor,
) -> torch.Tensor:
    axes = heads["axes"](inputs)
    logits = torch.cat([axes, heads["loaded"](inputs)], dim=1) + bias
    known = ~torch.isnan(targets)
    loss = functional.binary_cross_entropy_with_logits(logits[known], targets[known])
    marked = roles >= 0
    if bool(marked.any()):
        loss = loss + functional.cross_entropy(heads["role"](axes[marked]), roles[marked])
    return loss
