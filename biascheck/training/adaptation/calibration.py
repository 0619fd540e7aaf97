"""Calibration of a refitted head, on logits of rows that the fit has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.training.calibrate import fit_platt
from biascheck.training.roles import best_slope

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray

# A head that ranks no better than chance must not be turned around: nearly flat instead.
_FLATTEST: Final = 0.05


@dataclass(frozen=True, slots=True)
class Calibration:
    """``slope * logits + offset``, with one offset per score ``[c]``."""

    slope: float
    offset: FloatArray

    def apply(self, logits: FloatArray) -> FloatArray:
        """Return calibrated logits ``[n, c]``."""
        return np.asarray(logits * self.slope + self.offset)


def shifted(logits: FloatArray, gold: BoolArray) -> tuple[float, float]:
    """Return slope and offset of yes/no logits ``[n]``.

    The targets are drawn towards one half by one row of each label, so that rows that can
    be told apart without error do not make the slope endless.

    Source: Platt 1999, "Probabilistic outputs for support vector machines", section 2.2.
    """
    n_yes, n_no = int(gold.sum()), int((~gold).sum())
    target = np.where(gold, (n_yes + 1) / (n_yes + 2), 1 / (n_no + 2))
    n = len(gold)
    slope, offset = fit_platt(
        np.concatenate([logits, logits]),
        np.repeat([1.0, 0.0], n),
        np.concatenate([target, 1 - target]) / (2 * n),
    )
    if slope >= _FLATTEST:
        return slope, offset
    share = float(target.mean())
    return _FLATTEST, float(np.log(share / (1 - share)) - _FLATTEST * logits.mean())


def scaled(logits: FloatArray, gold: IntArray) -> Calibration:
    """Return the inverse temperature of the labels' logits ``[n, c]``.

    Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2.
    """
    return Calibration(best_slope(logits, gold), np.zeros(logits.shape[1]))
