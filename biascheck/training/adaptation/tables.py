"""Labelled rows as their head's last layer reads them, with the loss of a layer on them.

Logistic regression in two forms that share their methods: one label per row, and any
number of frames per article. Everything is float64, for the optimiser's sake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np

from biascheck.training.adaptation.calibration import Calibration, scaled, shifted

if TYPE_CHECKING:
    from typing import Self

    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer: ``weight [k, d]`` and ``bias [k]``."""

    weight: FloatArray
    bias: FloatArray

    def rescaled(self, slope: float, offset: float) -> Layer:
        """Return the layer whose outputs are ``slope * z + offset``."""
        return Layer(self.weight * slope, self.bias * slope + offset)


class Table(Protocol):
    """Labelled rows; ``n`` rows, ``c`` scores per row."""

    @property
    def n(self) -> int:
        """How many rows."""

    @property
    def inputs(self) -> FloatArray:
        """What the layer reads, ``[units, d]``."""

    def take(self, rows: IntArray) -> Self:
        """Return these rows, in this order."""

    def logits(self, layer: Layer) -> FloatArray:
        """Return the raw scores ``[n, c]``."""

    def loss(self, layer: Layer) -> tuple[float, Layer]:
        """Return the mean log-loss and its gradient."""

    def costs(self, logits: FloatArray) -> FloatArray:
        """Return the log-loss of each row ``[n]``, in nats."""

    def calibrate(self, logits: FloatArray) -> Calibration:
        """Return the calibration that fits these logits best."""

    def probabilities(self, logits: FloatArray) -> FloatArray:
        """Return the probabilities ``[n, c]`` of calibrated logits."""


@dataclass(frozen=True, slots=True)
class ClassTable:
    """Rows with one label each.

    Attributes:
        inputs: ``[n, d]``.
        gold: ``[n]``, the label's place in the scheme of ``c`` labels.
        mix: ``[c, k]``, how the layer's outputs make the labels' logits. The identity for
            one output per label; ``[[0], [1]]`` for a yes/no output; the role layer where
            the outputs are the axes it reads.
        shift: ``[c]``, added to them.
    """

    inputs: FloatArray
    gold: IntArray
    mix: FloatArray
    shift: FloatArray

    @property
    def n(self) -> int:
        """How many rows."""
        return len(self.gold)

    def take(self, rows: IntArray) -> ClassTable:
        """Return these rows, in this order."""
        return ClassTable(self.inputs[rows], self.gold[rows], self.mix, self.shift)

    def outputs(self, layer: Layer) -> FloatArray:
        """Return what the layer itself says, ``[n, k]``."""
        return np.asarray(self.inputs @ layer.weight.T + layer.bias)

    def logits(self, layer: Layer) -> FloatArray:
        """Return the labels' raw logits ``[n, c]``."""
        return np.asarray(self.outputs(layer) @ self.mix.T + self.shift)

    def loss(self, layer: Layer) -> tuple[float, Layer]:
        """Return the mean log-loss and its gradient."""
        logits = self.logits(layer)
        error = self.probabilities(logits)
        error[np.arange(self.n), self.gold] -= 1.0
        back = error @ self.mix / self.n
        return float(self.costs(logits).mean()), Layer(back.T @ self.inputs, back.sum(axis=0))

    def costs(self, logits: FloatArray) -> FloatArray:
        """Return the log-loss of each row ``[n]``."""
        top = logits.max(axis=1)
        total = np.log(np.exp(logits - top[:, None]).sum(axis=1)) + top
        return np.asarray(total - logits[np.arange(self.n), self.gold])

    def calibrate(self, logits: FloatArray) -> Calibration:
        """Return slope and offset of two labels, the inverse temperature of more."""
        if logits.shape[1] > 2:
            return scaled(logits, self.gold)
        slope, offset = shifted(logits[:, 1] - logits[:, 0], self.gold > 0)
        return Calibration(slope, np.array([0.0, offset]))

    def probabilities(self, logits: FloatArray) -> FloatArray:
        """Return the softmax ``[n, c]``."""
        risen = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(risen / risen.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class FrameTable:
    """Articles with any number of frames each; an article's logit is log-mean-exp of its units.

    Attributes:
        inputs: ``[units, d]``, the units of all articles one after the other.
        sizes: ``[n]``, how many units each article has, at least one.
        gold: ``[n, c]`` in {0, 1}; NaN where a frame is not annotated.
    """

    inputs: FloatArray
    sizes: IntArray
    gold: FloatArray

    @property
    def n(self) -> int:
        """How many articles."""
        return len(self.sizes)

    @property
    def _starts(self) -> IntArray:
        return np.cumsum(self.sizes) - self.sizes

    def take(self, rows: IntArray) -> FrameTable:
        """Return these articles, in this order."""
        starts = self._starts
        units = [np.arange(starts[i], starts[i] + self.sizes[i]) for i in rows]
        return FrameTable(self.inputs[np.concatenate(units)], self.sizes[rows], self.gold[rows])

    def logits(self, layer: Layer) -> FloatArray:
        """Return the frames' raw logits ``[n, c]``.

        Source: Pinheiro, Collobert 2015, eq. 6, as in ``dimensions.framing``.
        """
        return self._joined(self.inputs @ layer.weight.T + layer.bias)

    def _joined(self, units: FloatArray) -> FloatArray:
        top = np.maximum.reduceat(units, self._starts, axis=0)
        risen = np.exp(units - np.repeat(top, self.sizes, axis=0))
        total = np.add.reduceat(risen, self._starts, axis=0)
        return np.asarray(top + np.log(total / self.sizes[:, None]))

    def loss(self, layer: Layer) -> tuple[float, Layer]:
        """Return the mean log-loss over the annotated decisions and its gradient."""
        units = self.inputs @ layer.weight.T + layer.bias
        logits = self._joined(units)
        known = ~np.isnan(self.gold)
        error = np.where(known, self.probabilities(logits) - self.gold, 0.0)
        error /= known.sum(axis=1, keepdims=True) * self.n
        spread = np.repeat(error / self.sizes[:, None], self.sizes, axis=0)
        back = spread * np.exp(units - np.repeat(logits, self.sizes, axis=0))
        return float(self.costs(logits).mean()), Layer(back.T @ self.inputs, back.sum(axis=0))

    def costs(self, logits: FloatArray) -> FloatArray:
        """Return the mean log-loss of each article's annotated frames ``[n]``."""
        return np.asarray(np.nanmean(np.logaddexp(0.0, logits) - self.gold * logits, axis=1))

    def calibrate(self, logits: FloatArray) -> Calibration:
        """Return one slope and offset for all frames."""
        known = ~np.isnan(self.gold)
        slope, offset = shifted(logits[known], self.gold[known] > 0)
        return Calibration(slope, np.full(logits.shape[1], offset))

    def probabilities(self, logits: FloatArray) -> FloatArray:
        """Return P(frame) ``[n, c]``."""
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)))


AnyTable: TypeAlias = ClassTable | FrameTable
