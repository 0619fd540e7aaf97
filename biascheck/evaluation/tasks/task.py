"""What a task is: how its label is read, predicted, measured and set beside baselines."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.types import Article, Document, Provenance, Report

G = TypeVar("G")
P = TypeVar("P")


class Model(Protocol):
    """What evaluation needs of an analyzer."""

    @property
    def provenance(self) -> Provenance:
        """Which model it is."""

    def analyze(
        self, article: str | Path | Article | Document, *, targets: Sequence[str] = ()
    ) -> Report:
        """Analyse one article."""

    def analyze_many(
        self, articles: Iterable[str | Path | Article | Document], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        """Analyse articles lazily, in order."""

    def stance_probabilities(
        self, documents: Iterable[Document]
    ) -> Iterator[list[dict[str, float]]]:
        """Yield the stance towards each of a document's targets, in order."""


@dataclass(frozen=True, slots=True)
class Task(Generic[G, P]):
    """A task of ``biascheck evaluate``; G is what a row's label says, P a prediction.

    Attributes:
        name: Name on the command line.
        metrics: Names of its metrics, the leading one first.
        gold: Reads the label of a row; raises ``RowError``.
        predict: Yields each case with one prediction per row, in order.
        record: The prediction's fields for ``--predictions``.
        measures: The metrics over (gold, predictions, cluster of each row).
        constant: The majority baseline: what always saying the commonest would give,
            in the form of the predictions (whose units it may need).
        baseline: Predictions for the second rows of TF-IDF + logistic regression
            trained on the first.
        counts: What is worth counting among the predictions, for the output.
        joins: Whether rows of one document are read together.
    """

    name: str
    metrics: tuple[str, ...]
    gold: Callable[[Mapping[str, Any]], G]
    predict: Callable[[Model, Iterable[Case[G]]], Iterator[tuple[Case[G], Sequence[P]]]]
    record: Callable[[P], dict[str, Any]]
    measures: Callable[[Sequence[G], Sequence[P], IntArray], tuple[Measure, ...]]
    constant: Callable[[Sequence[G], Sequence[P]], Sequence[P]]
    baseline: Callable[[Sequence[Row[G]], Sequence[Row[G]]], Sequence[P]]
    counts: Callable[[Sequence[P]], dict[str, int]] = lambda _: {}
    joins: bool = False

    @property
    def lead(self) -> str:
        """Name of the leading metric."""
        return self.metrics[0]


def reports(
    model: Model, cases: Iterable[Case[G]], build: Callable[[Case[G]], Article | Document]
) -> Iterator[tuple[Case[G], Report]]:
    """Analyse the cases as one stream and yield each with its report.

    The model may read ahead; cases wait until their report arrives.
    """
    waiting: deque[Case[G]] = deque()

    def feed() -> Iterator[Article | Document]:
        for case in cases:
            waiting.append(case)
            yield build(case)

    for report in model.analyze_many(feed()):
        yield waiting.popleft(), report
