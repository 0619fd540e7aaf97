"""Stance of a whole article towards a target that is given by name only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

from biascheck.evaluation.cases import article
from biascheck.evaluation.fields import label_index, target_name
from biascheck.evaluation.tasks.classes import Classes, ClassPrediction, record
from biascheck.evaluation.tasks.stance import MASK
from biascheck.evaluation.tasks.task import Task
from biascheck.labels import STANCES
from biascheck.segmentation.sentences import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Report

# Targets asked for in one analysis: an article is encoded once for all its rows.
_TARGETS_AT_ONCE: Final = 8
_CLASSES = Classes(STANCES, ("macro_f1",))
# How common the labels are in the training articles of SEESAW and of this project, which
# weigh the same.
_SHARES: Final = {"positive": 0.13, "neutral": 0.59, "negative": 0.28}
# What is said of a target that the text does not mention: nothing for or against it.
_NOT_FOUND = ClassPrediction(
    "neutral", {"positive": 0.0, "neutral": 1.0, "negative": 0.0}, found=False
)


@dataclass(frozen=True, slots=True)
class ArticleStanceGold:
    """The label's place in the scheme and the target's name."""

    label: int
    target: str


def _gold(fields: Mapping[str, Any]) -> ArticleStanceGold:
    return ArticleStanceGold(label_index(fields, STANCES), target_name(fields))


def _predict(
    model: Model, cases: Iterable[Case[ArticleStanceGold]]
) -> Iterator[tuple[Case[ArticleStanceGold], Sequence[ClassPrediction]]]:
    for _, same in groupby(cases, key=lambda c: (c.rows[0].title, c.rows[0].text)):
        while batch := list(islice(same, _TARGETS_AT_ONCE)):
            row = batch[0].rows[0]
            targets = list(dict.fromkeys(c.rows[0].gold.target for c in batch))
            report = model.analyze(article(row.text, row), targets=targets)
            for case in batch:
                yield case, [_read(report, case.rows[0].gold.target)]


def _read(report: Report, target: str) -> ClassPrediction:
    wanted = target.casefold()
    for stance in report.stances:
        if stance.target.casefold() == wanted and stance.mentions and stance.probabilities:
            return _CLASSES.standing_out(stance.probabilities, _SHARES)
    return _NOT_FOUND


def _measures(
    gold: Sequence[ArticleStanceGold], predictions: Sequence[ClassPrediction], clusters: IntArray
) -> tuple[Measure, ...]:
    return _CLASSES.measures([g.label for g in gold], predictions, clusters)


def _constant(
    gold: Sequence[ArticleStanceGold], predictions: Sequence[ClassPrediction]
) -> Sequence[ClassPrediction]:
    return _CLASSES.constant([g.label for g in gold], predictions)


def about(row: Row[ArticleStanceGold]) -> str:
    """Return the sentences that name the target, masked as ``TARGET``, for the baseline.

    The target is named by its full name or, failing that, by its last word ("Doe" for
    "Jane Doe"). If neither occurs: the whole text.
    """
    sentences = [row.text[s.start : s.end] for s in segment(row.text)]
    for name in (row.gold.target, row.gold.target.split()[-1]):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        named = [pattern.sub(f" {MASK} ", s) for s in sentences if pattern.search(s)]
        if named:
            return "\n".join(named)
    return row.text


def _counts(predictions: Sequence[ClassPrediction]) -> dict[str, int]:
    return {"not_found": sum(not p.found for p in predictions)}


def _record(prediction: ClassPrediction) -> dict[str, Any]:
    return {**record(prediction), "found": prediction.found}


TASK = Task(
    name="stance-article",
    metrics=_CLASSES.metrics,
    gold=_gold,
    predict=_predict,
    record=_record,
    measures=_measures,
    constant=_constant,
    baseline=_CLASSES.baseline_on(about, lambda gold: int(gold.label)),
    counts=_counts,
)
