"""What tasks whose rows are sentences of an article share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.cases import sentences_document
from biascheck.evaluation.tasks.classes import Classes, ClassPrediction, record
from biascheck.evaluation.tasks.task import Task, reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import SentenceLabel


def sentence_task(
    name: str,
    classes: Classes,
    decide: Callable[[SentenceLabel], ClassPrediction],
    *,
    blocks: bool = False,
) -> Task[int, ClassPrediction]:
    """Return a task that reads one label of each sentence off the report.

    Args:
        name: Name on the command line.
        classes: Its label scheme.
        decide: From what the report says about a sentence to the prediction.
        blocks: Whether a row is a line or block of a page instead of a sentence.
    """

    def predict(
        model: Model, cases: Iterable[Case[int]]
    ) -> Iterator[tuple[Case[int], Sequence[ClassPrediction]]]:
        for case, report in reports(model, cases, lambda c: sentences_document(c, blocks=blocks)):
            yield case, [decide(label) for _, label in zip(case.rows, report.labels, strict=True)]

    return Task(
        name=name,
        metrics=classes.metrics,
        gold=classes.gold,
        predict=predict,
        record=record,
        measures=classes.measures,
        constant=classes.constant,
        baseline=classes.baseline_on(lambda row: row.text),
        joins=True,
    )
