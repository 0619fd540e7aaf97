"""The temperature of the four roles, on our dev articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_article import read_articles

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def role_slope(folder: Path, data: Path) -> float:
    """Return the inverse temperature of the roles' logits that fits ``gold/dev`` best."""
    analyzer = Analyzer.from_pretrained(folder, dimensions=["role"])
    examples = [build(article) for article in read_articles(data / "gold" / "dev.jsonl.gz")]
    logits = [
        context.judge.logits(
            "role", context.judge.logits("axes", context.encoding.sentence_inputs())
        )
        for context in analyzer.contexts(example.document for example in examples)
    ]
    roles = [example.roles for example in examples if example.roles is not None]
    return best_slope(np.concatenate(logits), np.concatenate(roles))


def best_slope(logits: NDArray[np.floating], gold: NDArray[np.int64]) -> float:
    """Return the inverse temperature that minimises the log-loss.

    Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2.
    """
    from scipy.optimize import minimize_scalar

    def loss(slope: float) -> float:
        z = logits.astype(np.float64) * slope
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-log_p[np.arange(len(gold)), gold].mean())

    return float(minimize_scalar(loss, bounds=(0.1, 5.0), method="bounded").x)
