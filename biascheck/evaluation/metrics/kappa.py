"""Cohen's kappa: agreement of two codings beyond what chance would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.metrics.arrays import ratio

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray

UNDEFINED = "both codings give one and the same label throughout"


def kappa(first: BoolArray, second: BoolArray, weights: FloatArray) -> FloatArray:
    """Return Cohen's kappa, ``(B,)``.

    Range [-1, 1]; 1 is full agreement, 0 what chance gives. NaN when both codings know
    one label only.

    Args:
        first: ``(n, K)``, one true per row: the label of one coding.
        second: ``(n, K)``: of the other.
        weights: ``(B, n)``.

    Source: Cohen 1960, "A Coefficient of Agreement for Nominal Scales"; as
    ``cohen_kappa_score`` of scikit-learn.
    """
    total = weights.sum(axis=1)
    seen = ratio(weights @ (first & second).any(axis=1).astype(float), total)
    shares = [ratio(weights @ c.astype(float), total[:, None]) for c in (first, second)]
    chance = (shares[0] * shares[1]).sum(axis=1)
    return ratio(seen - chance, 1 - chance)
