"""Fitting a layer that is pulled towards the weights it starts from.

The strength of the pull is chosen by cross-validation inside the rows that are given.
To keep the head as it is, and to calibrate it anew only, are two of the choices, and a
weaker pull must be clearly better: labels that teach nothing change nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np

from biascheck.evaluation.protocols.fitting import best_threshold
from biascheck.training.adaptation.tables import AnyTable, FrameTable, Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.training.adaptation.calibration import Calibration

T = TypeVar("T", bound=AnyTable)

SEED: Final = 13
INNER_FOLDS: Final = 3
# From the old weights as they are to nearly free of them; in units of the inputs'
# variance, so that they mean the same for every encoder and level.
STRENGTHS: Final = (math.inf, 1.0, 0.1, 0.01, 0.001)
# Of the bias, which must follow the shares of the labels but stay finite where one is absent.
_BIAS_PULL: Final = 1e-3
_STEPS: Final = 100


@dataclass(frozen=True, slots=True)
class Start:
    """What the model has before.

    Attributes:
        layer: The layer; zeros where it has no such head.
        calibration: Its calibration; None where it has no such head.
        thresholds: ``[c]``, from which probability a frame is present; None for labels.
    """

    layer: Layer
    calibration: Calibration | None
    thresholds: FloatArray | None


@dataclass(frozen=True, slots=True)
class Fitted(Generic[T]):
    """A fitted layer.

    Attributes:
        layer: The layer.
        strength: How strongly it is pulled towards the old one; inf: it is the old one.
        kept: Whether the old calibration is kept, too, so that nothing has changed.
        calibration: Unless kept, fitted on logits of rows that their layer had not seen.
        layers: Those layers, one per inner fold.
        folds: ``[n]``, which of them has not seen the row.
        thresholds: ``[c]``, from which probability a frame is present; None for labels.
    """

    layer: Layer
    strength: float
    kept: bool
    calibration: Calibration
    layers: tuple[Layer, ...]
    folds: IntArray
    thresholds: FloatArray | None

    def predict(self, table: T) -> FloatArray:
        """Return calibrated probabilities ``[n, c]``."""
        return table.probabilities(self.calibration.apply(table.logits(self.layer)))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A choice: its layers, what they say of unseen rows, and each row's log-loss ``[n]``."""

    strength: float
    kept: bool
    layers: tuple[Layer, ...]
    unseen: FloatArray
    calibration: Calibration
    costs: FloatArray


def fit(table: T, groups: Sequence[str], start: Start) -> Fitted[T]:
    """Fit a layer with its calibration and threshold.

    Args:
        table: The rows.
        groups: What must not be torn apart ``[n]``; at least two different ones.
        start: What the model has.

    Source: the penalty towards known weights is that of Chelba, Acero 2004, "Adaptation of
    Maximum Entropy Capitalizer".
    """
    folds = split(groups, min(INNER_FOLDS, len(set(groups))))
    paths = [
        _path(table.take(np.flatnonzero(folds != fold)), start.layer)
        for fold in range(int(folds.max()) + 1)
    ]
    trials = list(_trials(table, folds, start, paths))
    one = trials[choose([trial.costs for trial in trials], groups)]
    return Fitted(
        layer=_path(table, start.layer)[STRENGTHS.index(one.strength)],
        strength=one.strength,
        kept=one.kept,
        calibration=one.calibration,
        layers=one.layers,
        folds=folds,
        thresholds=start.thresholds if one.kept else _thresholds(table, one),
    )


def _trials(
    table: AnyTable, folds: IntArray, start: Start, paths: Sequence[Sequence[Layer]]
) -> Iterator[_Trial]:
    """Yield the choices, the most cautious first."""
    for i, strength in enumerate(STRENGTHS):
        if start.calibration is None and math.isinf(strength):
            continue
        layers = tuple(path[i] for path in paths)
        unseen = unseen_logits(table, folds, layers)
        calibrations = [table.calibrate(unseen)]
        if start.calibration is not None and math.isinf(strength):
            calibrations.insert(0, start.calibration)
        for calibration in calibrations:
            costs = table.costs(calibration.apply(unseen))
            kept = calibration is start.calibration
            yield _Trial(strength, kept, layers, unseen, calibration, costs)


def _thresholds(table: AnyTable, one: _Trial) -> FloatArray | None:
    if not isinstance(table, FrameTable):
        return None
    scores = table.probabilities(one.calibration.apply(one.unseen))
    return np.full(scores.shape[1], round(best_threshold(scores, table.gold > 0), 3))


def choose(costs: Sequence[FloatArray], groups: Sequence[str]) -> int:
    """Return the place of the first choice that is not clearly worse than the best one.

    That is the strongest pull whose mean cost exceeds the lowest by no more than one
    standard error of the difference, whose rows count by group.

    Args:
        costs: For each choice, the strongest pull first, the cost of each row ``[n]``.
        groups: The group of each row ``[n]``.

    Source: the one-standard-error rule of Breiman et al. 1984, "Classification and
    Regression Trees", section 3.4.3; on paired differences, clustered by group.
    """
    best = min(costs, key=lambda cost: float(cost.mean()))
    _, owner = np.unique(np.array(groups), return_inverse=True)
    for i, cost in enumerate(costs):
        excess = cost - best
        off = np.bincount(owner, weights=excess - excess.mean())
        if excess.mean() <= np.sqrt((off**2).sum()) / len(excess):
            return i
    raise AssertionError("the best choice is not worse than itself")


def unseen_logits(table: AnyTable, folds: IntArray, layers: Sequence[Layer]) -> FloatArray:
    """Return each row's logits by the layer that was fitted without its fold ``[n, c]``."""
    parts = [
        (rows, table.take(rows).logits(layer))
        for rows, layer in ((np.flatnonzero(folds == f), layers[f]) for f in range(len(layers)))
    ]
    logits = np.zeros((table.n, parts[0][1].shape[1]))
    for rows, found in parts:
        logits[rows] = found
    return logits


def split(groups: Sequence[str], n_folds: int) -> IntArray:
    """Return each row's fold ``[n]``, none empty; a group is never torn apart.

    Groups are drawn into the folds by size: the largest first, each into the fold that
    has the fewest rows, in an order that the seed decides among groups of equal size.
    """
    names, owner, sizes = np.unique(np.array(groups), return_inverse=True, return_counts=True)
    order = np.random.default_rng(SEED).permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    rows = np.zeros(n_folds, dtype=np.int64)
    fold_of = np.zeros(len(names), dtype=np.int64)
    for name in order:
        fold_of[name] = int(rows.argmin())
        rows[fold_of[name]] += sizes[name]
    return np.asarray(fold_of[owner], dtype=np.int64)


def _path(table: AnyTable, start: Layer) -> list[Layer]:
    """Return a layer per strength, each fitted from where the stronger pull ended."""
    layers = [start]
    for strength in STRENGTHS[1:]:
        layers.append(fit_layer(table, start, strength, layers[-1]))
    return layers


def fit_layer(table: AnyTable, towards: Layer, strength: float, begin: Layer) -> Layer:
    """Minimise the mean log-loss plus half the weighted squared distance from a layer.

    Args:
        table: The rows.
        towards: The layer it is pulled to.
        strength: Of the pull, in units of the inputs' variance, summed over dimensions.
        begin: Where the search begins.

    Source: Byrd, Lu, Nocedal, Zhu 1995 (L-BFGS-B), by SciPy.
    """
    from scipy.optimize import minimize

    shape = towards.weight.shape
    # Encodings share a large mean, which tells nothing apart.
    pull = strength * float(table.inputs.var(axis=0).sum())

    def objective(flat: FloatArray) -> tuple[float, FloatArray]:
        layer = _layer(flat, shape)
        value, gradient = table.loss(layer)
        away, off = layer.weight - towards.weight, layer.bias - towards.bias
        value += 0.5 * (pull * float((away**2).sum()) + _BIAS_PULL * float((off**2).sum()))
        return value, np.concatenate(
            [(gradient.weight + pull * away).ravel(), gradient.bias + _BIAS_PULL * off]
        )

    first = np.concatenate([begin.weight.ravel(), begin.bias])
    found = minimize(objective, first, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return _layer(found.x, shape)


def _layer(flat: FloatArray, shape: tuple[int, ...]) -> Layer:
    k = shape[0]
    return Layer(flat[:-k].reshape(shape), flat[-k:])
