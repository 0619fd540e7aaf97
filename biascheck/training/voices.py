"""How much each voice counts for the stance of a whole article.

Fitted on articles whose stance as a whole is labelled: what our annotators say of the
author's voice, and SEESAW's sentiment of the article to each salient entity.

Source: SEESAW, Zhang et al. 2022; voices as in this project's codebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.dimensions.registry import load_dimension
from biascheck.dimensions.stance import (
    AFTER,
    AUTHOR,
    SOURCE,
    article_logits,
    mention_voices,
    voice_means,
)
from biascheck.labels import STANCES
from biascheck.training.corpora.gold_targets import whole_article
from biascheck.training.corpora.plain import our_examples, plain_examples
from biascheck.training.example import targeted
from biascheck.training.second_stage import evenly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from biascheck.dimensions.context import Context
    from biascheck.training.example import Example

# At most so many articles of SEESAW and of ours. Both weigh the same.
_MOST = 220
_OURS = 360
# Keeps eight numbers from following a few hundred labels too far.
_PENALTY = 0.01


@dataclass(frozen=True, slots=True)
class HeardTarget:
    """A target that is mentioned.

    Attributes:
        article: Number of its article.
        logits: Of its mentions, as articles are decided from them ``[n, 3]``.
        voices: ``AUTHOR``, ``SOURCE`` or 0 ``[n]``.
        label: Index into ``labels.STANCES``.
    """

    article: int
    logits: NDArray[np.float32]
    voices: NDArray[np.int64]
    label: int


@dataclass(frozen=True, slots=True)
class VoiceTable:
    """Targets of a corpus: means of both voices ``[T, 2, 3]``, who speaks and labels ``[T]``."""

    means: NDArray[np.float32]
    author: NDArray[np.bool_]
    labels: NDArray[np.int64]


def fit_voices(folder: Path, data: Path, mixture: Iterable[str]) -> dict[str, float]:
    """Return the thresholds ``stance.*`` that ``dimensions.stance`` reads.

    Args:
        folder: The model folder.
        data: Folder of the corpora.
        mixture: The corpora that the recipe allows.
    """
    analyzer = Analyzer.from_pretrained(folder, dimensions=["stance"])
    ours = evenly(our_examples(data, set(mixture), whole_article), _OURS)
    tables = [_table(analyzer, ours)]
    if "seesaw_article" in set(mixture):
        tables.append(_table(analyzer, evenly(plain_examples("seesaw_article", data), _MOST)))
    return weigh_voices(tables)


def _table(analyzer: Analyzer, examples: Sequence[Example]) -> VoiceTable:
    return lay_out(read_targets(analyzer, examples), both_voices)


def lay_out(
    targets: Iterable[HeardTarget],
    view: Callable[[HeardTarget], tuple[NDArray[np.float32], bool]],
) -> VoiceTable:
    """Lay targets out as a table; the view gives means ``[2, 3]`` and who speaks."""
    rows = [(*view(target), target.label) for target in targets]
    means, author, labels = zip(*rows, strict=True)
    return VoiceTable(np.stack(means), np.array(author), np.array(labels, dtype=np.int64))


def both_voices(target: HeardTarget) -> tuple[NDArray[np.float32], bool]:
    """Return the means of both voices, and whether the author speaks."""
    own = target.voices == AUTHOR
    return voice_means(target.logits[own], target.logits[target.voices == SOURCE]), bool(own.any())


def read_targets(analyzer: Analyzer, examples: Sequence[Example]) -> Iterator[HeardTarget]:
    """Yield the labelled targets that somebody mentions."""
    for number, context in enumerate(analyzer.contexts(map(targeted, examples))):
        logits, voices = article_logits(context), _voices_of(context)
        first = 0
        for mention in examples[number].mentions:
            last = first + len(mention.spans)
            own, who = logits[first:last], voices[first:last]
            first = last
            if mention.stance is not None and (who > 0).any():
                yield HeardTarget(number, own, who, int(np.argmax(mention.stance)))


def _voices_of(context: Context) -> NDArray[np.int64]:
    """Return the voice of each mention, after what tells it: roles and quotes."""
    for name in AFTER:
        context.results[name] = load_dimension(name).annotate(context)
    return mention_voices(context)


def weigh_voices(tables: Iterable[VoiceTable]) -> dict[str, float]:
    """Fit two weights and offsets with and without the author's voice by log-loss."""
    from scipy.optimize import minimize

    known = list(tables)
    parts = [np.full(len(t.labels), 1 / len(t.labels)) for t in known]
    weights = np.concatenate(parts) / len(known)
    means = np.concatenate([t.means for t in known]).astype(np.float64)
    author = np.concatenate([t.author for t in known])
    labels = np.concatenate([t.labels for t in known])
    rows = np.arange(len(labels))

    def loss(x: NDArray[np.float64]) -> float:
        offsets = np.where(author[:, None], x[None, 2:5], x[None, 5:8])
        z = np.exp(x[0]) * means[:, 0] + np.exp(x[1]) * means[:, 1] + offsets
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-(weights * log_p[rows, labels]).sum() + _PENALTY * (x[2:] ** 2).sum())

    x = minimize(loss, np.array([0.0, -1.0, *[0.0] * 6]), method="L-BFGS-B").x
    found = {"stance.author_weight": np.exp(x[0]), "stance.source_weight": np.exp(x[1])}
    for i, name in enumerate(STANCES):
        found[f"stance.author.{name}"] = x[2 + i]
        found[f"stance.source.{name}"] = x[5 + i]
    return {name: round(float(value), 4) for name, value in found.items()}
