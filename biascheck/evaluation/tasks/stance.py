"""Stance: how does the text stand towards a target whose mentions are given?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.evaluation.cases import article
from biascheck.evaluation.fields import label_index, span, span_items, target_name
from biascheck.evaluation.rows import RowError
from biascheck.evaluation.tasks.classes import Classes, ClassPrediction, record
from biascheck.evaluation.tasks.task import Task
from biascheck.labels import STANCES
from biascheck.segmentation.sentences import segment
from biascheck.types import Document, Span, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model

MASK: Final = "TARGET"  # a token that the tokenizer of the baseline keeps
_CLASSES = Classes(STANCES, ("macro_f1", "ece"))


@dataclass(frozen=True, slots=True)
class StanceGold:
    """The label's place in the scheme, the target, and where it is mentioned."""

    label: int
    target: str
    spans: tuple[Span, ...]


def _gold(fields: Mapping[str, Any]) -> StanceGold:
    spans = tuple(span(start, end, fields.get("text")) for start, end in span_items(fields, 2))
    if not spans:
        raise RowError("field 'spans' holds no mention of the target")
    return StanceGold(label_index(fields, STANCES), target_name(fields), tuple(sorted(spans)))


def stance_document(case: Case[StanceGold]) -> Document:
    """Return a row's text as a document with its target."""
    (row,) = case.rows
    # The kind of a given target is not known from its row.
    target = Target(row.gold.target, "other", row.gold.spans)
    return Document(article(row.text, row), segment(row.text), (target,))


def _predict(
    model: Model, cases: Iterable[Case[StanceGold]]
) -> Iterator[tuple[Case[StanceGold], Sequence[ClassPrediction]]]:
    waiting: deque[Case[StanceGold]] = deque()

    def feed() -> Iterator[Document]:
        for case in cases:
            waiting.append(case)
            yield stance_document(case)

    for stances in model.stance_probabilities(feed()):
        (probabilities,) = stances
        yield waiting.popleft(), [_CLASSES.most_probable(probabilities)]


def _measures(
    gold: Sequence[StanceGold], predictions: Sequence[ClassPrediction], clusters: IntArray
) -> tuple[Measure, ...]:
    return _CLASSES.measures([g.label for g in gold], predictions, clusters)


def _constant(
    gold: Sequence[StanceGold], predictions: Sequence[ClassPrediction]
) -> Sequence[ClassPrediction]:
    return _CLASSES.constant([g.label for g in gold], predictions)


def masked(row: Row[StanceGold]) -> str:
    """Return the text with each mention replaced by ``TARGET``, for the baseline."""
    parts, position = [], 0
    for mention in row.gold.spans:
        parts += [row.text[position : mention.start], f" {MASK} "]
        position = max(position, mention.end)
    return "".join([*parts, row.text[position:]])


TASK = Task(
    name="stance",
    metrics=_CLASSES.metrics,
    gold=_gold,
    predict=_predict,
    record=record,
    measures=_measures,
    constant=_constant,
    baseline=_CLASSES.baseline_on(masked, lambda gold: int(gold.label)),
)
