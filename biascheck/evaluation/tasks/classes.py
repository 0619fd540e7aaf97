"""What tasks with one label per row share: prediction, metrics, baselines.

Gold is the label's place in the task's scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.fields import label_index
from biascheck.evaluation.metrics import auroc, ece, macro_f1
from biascheck.evaluation.metrics.arrays import one_hot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.evaluation.rows import Row


@dataclass(frozen=True, slots=True)
class ClassPrediction:
    """A predicted label with the probability of every label of the scheme.

    ``found`` is False where the prediction is only the fallback for a target that
    does not occur in the text.
    """

    label: str
    probabilities: Mapping[str, float]
    found: bool = True


@dataclass(frozen=True, slots=True)
class Classes:
    """A label scheme and what can be measured on it.

    Attributes:
        labels: The labels; of a two-label scheme the second is the positive one.
        metrics: Names out of macro_f1, auroc, ece and, for one label, ``NAME_f1``.
    """

    labels: tuple[str, ...]
    metrics: tuple[str, ...]

    def gold(self, fields: Mapping[str, Any]) -> int:
        """Read the label of a row."""
        return label_index(fields, self.labels)

    def binary(self, positive: float, label: str | None = None) -> ClassPrediction:
        """Return the prediction for P(second label), in [0, 1]; threshold 0.5 unless decided."""
        probabilities = {self.labels[0]: 1.0 - positive, self.labels[1]: positive}
        return ClassPrediction(label or self.labels[int(positive >= 0.5)], probabilities)

    def most_probable(self, probabilities: Mapping[str, float]) -> ClassPrediction:
        """Return the prediction whose label is the most probable one of the scheme."""
        label = max(self.labels, key=lambda name: probabilities[name])
        return ClassPrediction(label, {name: float(probabilities[name]) for name in self.labels})

    def standing_out(
        self, probabilities: Mapping[str, float], shares: Mapping[str, float]
    ) -> ClassPrediction:
        """Return the prediction whose label gains most over its share among all rows.

        Macro-F1 weighs rare labels like common ones, and so does this decision; the most
        probable label is nearly always the common one.

        Source: Elkan 2001, "The Foundations of Cost-Sensitive Learning".
        """
        label = max(self.labels, key=lambda name: probabilities[name] / shares[name])
        return ClassPrediction(label, {name: float(probabilities[name]) for name in self.labels})

    def matrix(self, predictions: Sequence[ClassPrediction]) -> FloatArray:
        """Return the probabilities as ``(n, K)``."""
        rows = [[p.probabilities[name] for name in self.labels] for p in predictions]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(self.labels))

    def measures(
        self, gold: Sequence[int], predictions: Sequence[ClassPrediction], clusters: IntArray
    ) -> tuple[Measure, ...]:
        """Return the scheme's metrics over these rows."""
        truth = np.array(gold, dtype=np.int64)
        said = np.array([self.labels.index(p.label) for p in predictions], dtype=np.int64)
        is_truth, is_said = one_hot(truth, len(self.labels)), one_hot(said, len(self.labels))
        scores = self.matrix(predictions)
        known: dict[str, tuple[Callable[[FloatArray], FloatArray], str]] = {
            "macro_f1": (lambda w: macro_f1.macro_f1(is_truth, is_said, w), macro_f1.UNDEFINED),
            "auroc": (lambda w: self._auroc(is_truth, scores, w), auroc.UNDEFINED),
            "ece": (lambda w: ece.ece(truth, scores, w), ece.UNDEFINED),
        }
        for k, label in enumerate(self.labels):
            column = is_truth[:, [k]], is_said[:, [k]]
            known[f"{label}_f1"] = partial(macro_f1.macro_f1, *column), macro_f1.UNDEFINED
        return tuple(Measure(name, clusters, *known[name]) for name in self.metrics)

    def _auroc(self, gold: Any, scores: FloatArray, weights: FloatArray) -> FloatArray:
        if len(self.labels) == 2:
            return auroc.auroc(gold[:, 1], scores[:, 1], weights)
        return auroc.macro_auroc(gold, scores, weights)

    def constant(
        self, gold: Sequence[int], _: Sequence[ClassPrediction]
    ) -> Sequence[ClassPrediction]:
        """Return the file's commonest label for every row, its shares as probabilities."""
        counts = np.bincount(np.array(gold, dtype=np.int64), minlength=len(self.labels))
        shares = dict(zip(self.labels, (counts / counts.sum()).tolist(), strict=True))
        return [ClassPrediction(self.labels[int(counts.argmax())], shares)] * len(gold)

    def baseline_on(
        self, text: Callable[[Row[Any]], str], label: Callable[[Any], int] = int
    ) -> Callable[[Sequence[Row[Any]], Sequence[Row[Any]]], Sequence[ClassPrediction]]:
        """Return the TF-IDF baseline that reads ``text`` of each row."""

        def predict(train: Sequence[Row[Any]], dev: Sequence[Row[Any]]) -> list[ClassPrediction]:
            gold = np.array([label(row.gold) for row in train], dtype=np.int64)
            read = [text(row) for row in train], [text(row) for row in dev]
            found = baseline.class_probabilities(read[0], gold, read[1], len(self.labels))
            named = (dict(zip(self.labels, row.tolist(), strict=True)) for row in found)
            return [self.most_probable(probabilities) for probabilities in named]

        return predict


def record(prediction: ClassPrediction) -> dict[str, Any]:
    """Return a prediction's fields for ``--predictions``."""
    return {"label": prediction.label, "probabilities": dict(prediction.probabilities)}
