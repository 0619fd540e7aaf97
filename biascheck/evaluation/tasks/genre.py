"""Genre: is the article a news report or an opinion piece?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.errors import ModelError
from biascheck.evaluation.cases import article
from biascheck.evaluation.tasks.classes import Classes, ClassPrediction, record
from biascheck.evaluation.tasks.task import Task, reports
from biascheck.labels import GENRES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Genre

_CLASSES = Classes(GENRES, ("macro_f1", "auroc", "ece"))


def _decide(genre: Genre | None) -> ClassPrediction:
    if genre is None:
        raise ModelError(
            "the model says nothing about the genre.",
            hint="Choose a model with the dimension 'genre'.",
        )
    # "mixed" is news that carries opinion passages, so it counts as news here.
    decided = "opinion" if genre.label == "opinion" else "news"
    return _CLASSES.binary(genre.probabilities["opinion"], decided)


def _predict(
    model: Model, cases: Iterable[Case[int]]
) -> Iterator[tuple[Case[int], Sequence[ClassPrediction]]]:
    for case, report in reports(model, cases, lambda c: article(c.rows[0].text, c.rows[0])):
        yield case, [_decide(report.genre)]


def _text(row: Row[int]) -> str:
    return f"{row.title or ''}\n\n{row.text}"


TASK = Task(
    name="genre",
    metrics=_CLASSES.metrics,
    gold=_CLASSES.gold,
    predict=_predict,
    record=record,
    measures=_CLASSES.measures,
    constant=_CLASSES.constant,
    baseline=_CLASSES.baseline_on(_text),
)
