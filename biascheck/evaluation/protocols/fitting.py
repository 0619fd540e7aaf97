"""The seam between protocols and the fitting of heads: what a fold fits on frozen encodings.

A fit takes training rows and a seed and returns a function from rows to scores. The
protocols know no more of it, so another way of fitting is a change of this file alone.
The heads are those of the dimensions, with dropout, weight decay and a rate that falls
to zero; the settings are those of the second stage of training, not tuned on any fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from biascheck.evaluation.baseline import SEED as INNER_SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import torch
    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray

    Units: TypeAlias = Sequence[NDArray[np.float32]]
    Scorer: TypeAlias = Callable[[Units], FloatArray]

_RATE: Final = 2e-3
_DECAY: Final = 0.05
_DROPOUT: Final = 0.3
_BATCH: Final = 16
_EPOCHS: Final = 60
# Many rows do not take as many epochs.
_MOST_STEPS: Final = 20_000
# Strengths of the ridge penalty that are tried inside a training part.
_STRENGTHS: Final = (0.001, 0.01, 0.1)


def fit_frames(units: Units, frames: NDArray[np.float32], seed: int) -> Scorer:
    """Fit the framing head and return a function to P(frame) ``[n, 15]``.

    Args:
        units: Sentence vectors ``[S_i, d]`` of each training document.
        frames: ``[n, 15]`` in {0, 1}; NaN where a frame is not annotated.
        seed: Of initialisation, dropout and order.
    """
    from torch.nn import functional

    from biascheck.dimensions import framing

    def loss(torch: Any, logits: torch.Tensor, rows: IntArray) -> torch.Tensor:
        gold = torch.from_numpy(frames[rows])
        known = ~torch.isnan(gold)
        return functional.binary_cross_entropy_with_logits(logits[known], gold[known])

    raw = _fit(framing.HEADS[0], units, loss, seed, smooth_maximum=True)
    return lambda documents: 1 / (1 + np.exp(-raw(documents)))


def fit_stance(mentions: Units, labels: IntArray, seed: int) -> Scorer:
    """Fit the stance head and return a function to P(positive, neutral, negative) ``[n, 3]``.

    A target's logits are the mean over its mentions, as at run time; classes weigh by
    the inverse of their share.

    Args:
        mentions: Inputs of the mention head ``[K_i, 2d]`` of each target.
        labels: ``[n]`` in {0, 1, 2}.
        seed: Of initialisation, dropout and order.
    """
    from torch.nn import functional

    from biascheck.dimensions import stance

    counts = np.bincount(labels, minlength=3)
    weights = (len(labels) / (3 * np.maximum(1, counts))).astype(np.float32)

    def loss(torch: Any, logits: torch.Tensor, rows: IntArray) -> torch.Tensor:
        gold = torch.from_numpy(labels[rows])
        return functional.cross_entropy(logits[:, :3], gold, weight=torch.from_numpy(weights))

    raw = _fit(stance.HEADS[0], mentions, loss, seed, smooth_maximum=False)

    def probabilities(targets: Units) -> FloatArray:
        found = raw(targets)[:, :3]
        found = np.exp(found - found.max(axis=1, keepdims=True))
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    return probabilities


def fit_binary(
    inputs: NDArray[np.float32], labels: IntArray
) -> Callable[[NDArray[np.float32]], FloatArray]:
    """Fit a logistic regression and return a function to P(second class) ``[n]``.

    The penalty is chosen by cross-validation inside the training rows.

    Source: Hastie, Tibshirani, Friedman 2009, section 7.10 (choice inside the fold).

    Args:
        inputs: ``[n, k]``.
        labels: ``[n]`` in {0, 1}.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    line = make_pipeline(
        StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=1000)
    )
    inner = StratifiedKFold(3, shuffle=True, random_state=INNER_SEED)
    search = GridSearchCV(
        line, {"logisticregression__C": list(_STRENGTHS)}, scoring="f1_macro", cv=inner
    )
    fitted = search.fit(inputs, labels)
    return lambda rows: np.asarray(fitted.predict_proba(rows)[:, 1])


def best_threshold(scores: FloatArray, gold: BoolArray) -> float:
    """Return the score from which on a label counts as present: the best macro-F1.

    Args:
        scores: ``[n, K]``, of rows that the fit has not seen.
        gold: ``[n, K]``.
    """
    used = gold.any(axis=0)

    def quality(threshold: float) -> float:
        said = scores >= threshold
        both = (said & gold).sum(axis=0)[used]
        either = (said.sum(axis=0) + gold.sum(axis=0))[used]
        return float((2 * both / np.maximum(1, either)).mean())

    return float(max(np.arange(0.04, 0.7, 0.02), key=quality))


def _fit(
    spec: Any,
    groups: Units,
    loss_of: Callable[[Any, Any, IntArray], Any],
    seed: int,
    *,
    smooth_maximum: bool,
) -> Scorer:
    """Train a head on groups of vectors; a group's logits are joined before the loss."""
    import torch

    from biascheck.training.fitting import fit
    from biascheck.training.network import Head

    torch.manual_seed(seed)
    width = groups[0].shape[1] // (2 if spec.level in {"sentence", "mention"} else 1)
    head = Head(spec, width, _DROPOUT)
    generator = np.random.default_rng(seed)

    def loss(_: int) -> torch.Tensor:
        rows = generator.integers(len(groups), size=_BATCH)
        found: torch.Tensor = loss_of(
            torch, _joined(head, [groups[i] for i in rows], smooth_maximum), rows
        )
        return found

    steps = min(_MOST_STEPS, _EPOCHS * -(-len(groups) // _BATCH))
    fit([head], loss, steps=steps, rate=_RATE, decay=_DECAY)

    def score(rows: Units) -> FloatArray:
        with torch.no_grad():
            return _joined(head, rows, smooth_maximum).double().numpy()  # type: ignore[no-any-return]

    return score


def _joined(head: Any, groups: Units, smooth_maximum: bool) -> Any:
    """Return the logits ``[n, k]`` of groups: log-mean-exp or mean over their rows."""
    import torch

    from biascheck.training.network import group_log_mean_exp, group_mean

    owners = torch.from_numpy(np.repeat(np.arange(len(groups)), [len(g) for g in groups]))
    join = group_log_mean_exp if smooth_maximum else group_mean
    return join(head(torch.from_numpy(np.concatenate(groups))), owners, len(groups))
