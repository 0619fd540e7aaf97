"""The second stage for stance: both heads on the frozen encoder, to convergence.

``stance`` is fitted to mentions in their sentences, ``article_stance`` to whole articles:
what is said over all mentions of a target, whatever the voice; how much each voice counts is
fitted afterwards (``voices``). Twins keep the judgement from hanging on names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch.nn import functional

from biascheck.dimensions import stance
from biascheck.labels import STANCES
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_targets import whole_article
from biascheck.training.corpora.plain import plain_examples
from biascheck.training.example import targeted
from biascheck.training.export import store_heads
from biascheck.training.fitting import fit
from biascheck.training.network import Head, group_mean, mean_head
from biascheck.training.second_stage import evenly
from biascheck.training.twins import encode_twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.analyzer import Analyzer
    from biascheck.encoder.heads import HeadSpec
    from biascheck.training.corpora.gold_article import GoldArticle
    from biascheck.training.example import Example
    from biascheck.training.second_stage import SecondStage
    from biascheck.training.twins import Twins

    # From the logits of mentions ``[K, n]``, the target of each and the number of targets.
    Pool = Callable[[torch.Tensor, torch.Tensor, int], torch.Tensor]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a head is fitted.

    Attributes:
        losses: Corpus to the weight of its loss.
        batch: Targets of a corpus in a step.
        steps: Number of steps.
        rate: Peak learning rate.
        decay: Weight decay.
        dropout: Of inputs and hidden layer.
        smoothing: Of the labels. Source: Szegedy et al. 2016, section 7.
        balance: Labels weigh their share to the power of minus this.
        twins: Weight of the twins' distance.
    """

    losses: Mapping[str, float]
    batch: int
    steps: int
    rate: float
    decay: float
    dropout: float
    smoothing: float
    balance: float
    twins: float


MENTIONS: Final = Plan(
    losses={"gold": 0.2, "newsmtsc": 0.3, "dse": 0.5, "narrative": 0.1},
    batch=128,
    steps=5000,
    rate=1e-3,
    decay=0.1,
    dropout=0.3,
    smoothing=0.03,
    balance=0.5,
    twins=0.0,
)
ARTICLES: Final = Plan(
    losses={"gold": 0.6, "seesaw_article": 0.4},
    batch=64,
    steps=1500,
    rate=3e-4,
    decay=0.1,
    dropout=0.5,
    smoothing=0.0,
    balance=0.25,
    twins=2.0,
)
# Articles of ours that are read, and of each corpus those whose twins are read.
_OURS: Final = 900
_TWINS: Final = 800
# A head is the mean of so many fits, each with its part of the hidden layer.
# Source: Lakshminarayanan, Pritzel, Blundell 2017, "Simple and Scalable Predictive
# Uncertainty Estimation using Deep Ensembles".
MEMBERS: Final = 3


@dataclass(frozen=True, slots=True)
class StanceTable:
    """Targets of a corpus: what is read over their mentions.

    ``inputs [K, 2d]`` and ``targets [K]`` of the mentions; ``labels [T]`` (-1 unknown) and
    ``harmed [T]`` (NaN unknown) of the targets.
    """

    corpus: str
    inputs: NDArray[np.float32]
    targets: NDArray[np.int64]
    labels: NDArray[np.int64]
    harmed: NDArray[np.float32]

    @property
    def width(self) -> int:
        """Width of the encoder, ``d``."""
        return int(self.inputs.shape[1] // 2)


def refit_mention_head(stage: SecondStage) -> None:
    """Fit ``stance``, which judges a mention in its sentence, anew, in place."""
    tables, _ = _read(stage, MENTIONS, build)
    store_heads(
        stage.folder, {"stance": fit_stance(stance_head("stance"), tables, MENTIONS, stage.seed)}
    )


def refit_article_head(stage: SecondStage) -> None:
    """Fit ``article_stance``, which judges all mentions of a target, anew, in place."""
    tables, examples = _read(stage, ARTICLES, whole_article)
    stage.say("encoding twins for stance")
    twins = encode_stance_twins(stage.reader("stance"), examples, stage.seed)
    head = fit_stance(stance_head("article_stance"), tables, ARTICLES, stage.seed, twins)
    store_heads(stage.folder, {"article_stance": head})


def stance_head(name: str) -> HeadSpec:
    """Return a head of the dimension by its name."""
    return next(spec for spec in stance.HEADS if spec.name == name)


def _read(
    stage: SecondStage, plan: Plan, view: Callable[[GoldArticle], Example]
) -> tuple[list[StanceTable], list[Example]]:
    """Return a plan's corpora as tables, and the examples whose twins are to be read."""
    analyzer = stage.reader("stance")
    tables, examples = [], []
    for corpus in (c for c in plan.losses if c in stage.mixture):
        stage.say(f"encoding {corpus} for stance")
        own = corpus == "gold"
        rows = evenly(stage.ours(view), _OURS) if own else plain_examples(corpus, stage.data)
        read = [example for example in rows if example.mentions]
        tables.append(encode_stance(analyzer, corpus, read))
        examples += evenly(read, _TWINS)
    return tables, examples


def encode_stance(analyzer: Analyzer, corpus: str, examples: Sequence[Example]) -> StanceTable:
    """Encode the mentions of labelled targets."""
    inputs, sizes = [], []
    for context in analyzer.contexts(map(targeted, examples)):
        inputs.append(context.encoding.mention_inputs())
        sizes += [len(target.mentions) for target in context.targets]
    mentions = [mention for example in examples for mention in example.mentions]
    labels = [-1 if m.stance is None else int(np.argmax(m.stance)) for m in mentions]
    harmed = [np.nan if m.harmed is None else m.harmed for m in mentions]
    return StanceTable(
        corpus,
        np.concatenate(inputs),
        np.repeat(np.arange(len(sizes)), sizes),
        np.array(labels, dtype=np.int64),
        np.array(harmed, dtype=np.float32),
    )


def encode_stance_twins(analyzer: Analyzer, examples: Sequence[Example], seed: int) -> Twins | None:
    """Encode the mentions of examples with and without swapped names, if any has one."""

    def read(some: Sequence[Example]) -> Iterator[NDArray[np.float32]]:
        return (c.encoding.mention_inputs() for c in analyzer.contexts(map(targeted, some)))

    return encode_twins(read, examples, seed)


def fit_stance(
    spec: HeadSpec,
    tables: Sequence[StanceTable],
    plan: Plan,
    seed: int,
    twins: Twins | None = None,
    pool: Pool = group_mean,
) -> Head:
    """Train a head: the mean of some fits that differ in their seed alone.

    Args:
        spec: The head; its hidden layer is shared out among the fits.
        tables: Targets to learn from, by corpus.
        plan: How to fit.
        seed: Of the first fit.
        twins: Mentions whose logits must not change with the names.
        pool: What a target's logits are of those of its mentions; at run time, their mean.
    """
    own = replace(spec, hidden=spec.hidden // MEMBERS)
    members = [_fit(own, tables, plan, seed + i, twins, pool) for i in range(MEMBERS)]
    return mean_head(spec, tables[0].width, members)


def _fit(
    spec: HeadSpec,
    tables: Sequence[StanceTable],
    plan: Plan,
    seed: int,
    twins: Twins | None,
    pool: Pool,
) -> Head:
    torch.manual_seed(seed)
    head = Head(spec, tables[0].width, plan.dropout)
    generator = np.random.default_rng(seed)
    balances = {table.corpus: _balance(table, plan.balance) for table in tables}

    def loss(_: int) -> torch.Tensor:
        found = torch.zeros(())
        for table in tables:
            chosen = generator.integers(len(table.labels), size=plan.batch)
            logits = target_logits(head, table, chosen, pool)
            part = _loss(logits, table, chosen, balances[table.corpus], plan.smoothing)
            found = found + plan.losses[table.corpus] * part
        if twins is not None and plan.twins:
            found = found + plan.twins * twins.distance(head, plan.batch, generator)
        return found

    fit([head], loss, steps=plan.steps, rate=plan.rate, decay=plan.decay)
    return head


def _balance(table: StanceTable, power: float) -> torch.Tensor:
    """Return the weight of each label ``[3]``, 1 in the mean over the corpus."""
    counts = np.bincount(table.labels[table.labels >= 0], minlength=len(STANCES))
    shares = np.maximum(counts, 1) / max(1, counts.sum())
    weights = shares**-power
    return torch.tensor(weights / (weights * shares).sum(), dtype=torch.float32)


def target_logits(
    head: Head, table: StanceTable, chosen: NDArray[np.int64], pool: Pool = group_mean
) -> torch.Tensor:
    """Return the logits of chosen targets, pooled over their mentions."""
    first = np.searchsorted(table.targets, chosen)
    counts = np.searchsorted(table.targets, chosen, side="right") - first
    owners = np.repeat(np.arange(len(chosen)), counts)
    rows = np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)
    logits = head(torch.from_numpy(table.inputs[rows]))
    return pool(logits, torch.from_numpy(owners), len(chosen))


def _loss(
    logits: torch.Tensor,
    table: StanceTable,
    chosen: NDArray[np.int64],
    balance: torch.Tensor,
    smoothing: float,
) -> torch.Tensor:
    """Return the loss of the stances and, where the corpus tells, of who is harmed."""
    found = torch.zeros(())
    labels, harmed = torch.from_numpy(table.labels[chosen]), torch.from_numpy(table.harmed[chosen])
    known = labels >= 0
    if bool(known.any()):
        found = found + functional.cross_entropy(
            logits[known, : len(STANCES)], labels[known], balance, label_smoothing=smoothing
        )
    told = ~torch.isnan(harmed)
    if bool(told.any()):
        column = logits[told, len(STANCES)]
        found = found + functional.binary_cross_entropy_with_logits(column, harmed[told])
    return found
