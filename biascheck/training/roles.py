"""The layer that weighs the three axes into the four roles, fitted in closed convex form.

It has 16 weights; a multinomial logistic regression on our annotated articles finds its
optimum exactly, which a few hundred noisy steps of the shared training do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import load_model, read_config
from biascheck.labels import ROLES
from biascheck.training.corpora.gold import build, read_articles
from biascheck.training.export import write_description, write_weights

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def refit_roles(folder: Path, data: Path) -> None:
    """Fit the layer on ``gold/train`` and its temperature on ``gold/dev``, in place."""
    from sklearn.linear_model import LogisticRegression

    axes, roles = axes_and_roles(folder, data / "gold" / "train.jsonl.gz")
    # Balanced half way: rare roles matter as much to a reader as their frequency does.
    counts = np.bincount(roles, minlength=len(ROLES))
    weights = (len(roles) / (len(ROLES) * counts)) ** 0.5
    model = LogisticRegression(C=10.0, max_iter=2000)
    model.fit(axes, roles, sample_weight=weights[roles])
    files = load_model(folder)
    stored = dict(files.weights)
    stored["heads.role.out.weight"] = model.coef_.astype(np.float32)
    stored["heads.role.out.bias"] = model.intercept_.astype(np.float32)
    write_weights(folder, stored)
    description = read_config(folder)
    write_description(folder, description)
    dev_axes, dev_roles = axes_and_roles(folder, data / "gold" / "dev.jsonl.gz")
    slope = best_slope(model.decision_function(dev_axes), dev_roles)
    description["calibration"]["role"] = [slope, 0.0]
    write_description(folder, description)


def axes_and_roles(folder: Path, path: Path) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return the axes' logits ``[n, 3]`` and the roles ``[n]`` of a gold file's sentences."""
    analyzer = Analyzer.from_pretrained(folder, dimensions=["role"])
    examples = [build(article) for article in read_articles(path)]
    logits = [
        context.judge.logits("axes", context.encoding.sentence_inputs())
        for context in analyzer.contexts(example.document for example in examples)
    ]
    roles = [example.roles for example in examples if example.roles is not None]
    return np.concatenate(logits), np.concatenate(roles)


def best_slope(logits: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """Return the inverse temperature that minimises the log-loss (Guo et al. 2017)."""
    from scipy.optimize import minimize_scalar

    def loss(slope: float) -> float:
        z = logits * slope
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-log_p[np.arange(len(gold)), gold].mean())

    return float(minimize_scalar(loss, bounds=(0.1, 5.0), method="bounded").x)
