"""How ablations of an article's stance are measured: the most probable one, by macro-F1."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics.arrays import one_hot
from biascheck.evaluation.metrics.macro_f1 import UNDEFINED, macro_f1
from biascheck.labels import STANCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import IntArray


def most_probable(labels: IntArray, scores: NDArray[Any], clusters: IntArray) -> Measure:
    """Measure the stance with the greatest score.

    Args:
        labels: Indices into ``labels.STANCES`` ``[T]``.
        scores: Of the stances, in that order ``[T, 3]``.
        clusters: Number of each target's article ``[T]``.
    """
    gold, said = (one_hot(x, len(STANCES)) for x in (labels, scores.argmax(axis=1)))
    return Measure("macro_f1", clusters, partial(macro_f1, gold, said), UNDEFINED)
