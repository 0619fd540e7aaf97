"""The gain in cross-validation: the whole fit is repeated without the rows it is tested on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.evaluation.bootstrap import Measure, measure
from biascheck.evaluation.metrics import auroc, ece, macro_f1, micro_f1
from biascheck.evaluation.metrics.arrays import one_hot
from biascheck.training.adaptation.fit import fit, split
from biascheck.training.adaptation.tables import FrameTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from biascheck.evaluation.bootstrap import Measured
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray
    from biascheck.training.adaptation.encode import Encoded
    from biascheck.training.adaptation.labels import Labels
    from biascheck.training.adaptation.tables import AnyTable

FOLDS: Final = 5
LEAD: Final = "macro_f1"


@dataclass(frozen=True, slots=True)
class Answers:
    """Probabilities ``[n, c]`` and what is said because of them ``[n, c]``."""

    probabilities: FloatArray
    said: BoolArray


@dataclass(frozen=True, slots=True)
class Gain:
    """What the adaptation changes on rows it has not seen.

    Attributes:
        before: Figures of the model's own head, or of the commonest label without one.
        after: Figures of the fitted heads, each on its unseen fold.
        difference: After minus before; both see the same resamples.
        folds: How many folds there were.
    """

    before: Mapping[str, Measured]
    after: Mapping[str, Measured]
    difference: Mapping[str, Measured]
    folds: int


def measure_gain(encoded: Encoded, labels: Labels) -> Gain:
    """Cross-validate, with folds that keep the groups whole.

    Intervals come from a bootstrap over documents, or over rows that stand alone. For the
    ECE a negative difference is the better one.
    """
    folds = split(labels.groups, min(FOLDS, len(set(labels.groups))))
    before = model_answers(encoded) if encoded.known else commonest(encoded, labels)
    after = unseen_answers(encoded, labels, folds)
    numbers: dict[object, int] = {}
    keys = [row.line if row.doc_id is None else row.doc_id for row in labels.rows]
    clusters = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    old, new = (_measures(encoded.table, answers, clusters) for answers in (before, after))
    gained = [
        Measure(b.name, clusters, partial(_difference, b.compute, a.compute), a.undefined)
        for b, a in zip(old, new, strict=True)
    ]
    found = [measure(measures, len(numbers)) for measures in (old, new, gained)]
    return Gain(found[0], found[1], found[2], int(folds.max()) + 1)


def _difference(
    before: Callable[[FloatArray], FloatArray],
    after: Callable[[FloatArray], FloatArray],
    weights: FloatArray,
) -> FloatArray:
    return np.asarray(after(weights) - before(weights))


def model_answers(encoded: Encoded) -> Answers:
    """Return what the model says as it is."""
    start = encoded.start
    assert start.calibration is not None, "asked only where the model has the head"
    logits = start.calibration.apply(encoded.table.logits(start.layer))
    found = encoded.table.probabilities(logits)
    return Answers(found, _said(found, start.thresholds))


def commonest(encoded: Encoded, labels: Labels) -> Answers:
    """Return what always saying the commonest label gives, with the labels' shares."""
    counts = np.array(list(labels.counts.values()), dtype=np.float64)
    found = np.tile(counts / counts.sum(), (encoded.table.n, 1))
    return Answers(found, _said(found, None))


def unseen_answers(encoded: Encoded, labels: Labels, folds: IntArray) -> Answers:
    """Return what heads fitted without a row's fold say of it."""
    table = encoded.table
    groups = np.array(labels.groups)
    found = np.zeros((table.n, len(labels.counts)))
    thresholds = None if encoded.start.thresholds is None else np.zeros_like(found)
    for fold in range(int(folds.max()) + 1):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        fitted = fit(table.take(train), groups[train].tolist(), encoded.start)
        found[test] = fitted.predict(table.take(test))
        if thresholds is not None:
            thresholds[test] = fitted.thresholds
    return Answers(found, _said(found, thresholds))


def _said(probabilities: FloatArray, thresholds: FloatArray | None) -> BoolArray:
    if thresholds is not None:
        return np.asarray(probabilities >= thresholds)
    return one_hot(probabilities.argmax(axis=1), probabilities.shape[1])


def _measures(table: AnyTable, answers: Answers, clusters: IntArray) -> list[Measure]:
    """Return the metrics, the leading one first."""
    scores = answers.probabilities
    if isinstance(table, FrameTable):
        scored, truth = ~np.isnan(table.gold), table.gold > 0
        said = answers.said & scored
        return [
            Measure(LEAD, clusters, partial(macro_f1.macro_f1, truth, said), macro_f1.UNDEFINED),
            Measure(
                "micro_f1", clusters, partial(micro_f1.micro_f1, truth, said), micro_f1.UNDEFINED
            ),
            Measure(
                "auroc",
                clusters,
                lambda w: auroc.macro_auroc(truth, scores, w, scored),
                auroc.UNDEFINED,
            ),
        ]
    truth = one_hot(table.gold, scores.shape[1])
    ranking = (
        partial(auroc.auroc, truth[:, 1], scores[:, 1])
        if scores.shape[1] == 2
        else partial(auroc.macro_auroc, truth, scores)
    )
    return [
        Measure(
            LEAD, clusters, partial(macro_f1.macro_f1, truth, answers.said), macro_f1.UNDEFINED
        ),
        Measure("auroc", clusters, ranking, auroc.UNDEFINED),
        Measure("ece", clusters, partial(ece.ece, table.gold, scores), ece.UNDEFINED),
    ]
