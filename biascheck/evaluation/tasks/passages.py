"""Passages: where in the article does the author give opinion?

Paragraphs are those of the report. A paragraph is marked when ``opinion`` spans cover
more than half of its characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.cases import article
from biascheck.evaluation.fields import span, span_items
from biascheck.evaluation.metrics import auroc, character_f1, top_paragraph
from biascheck.evaluation.rows import RowError
from biascheck.evaluation.tasks.task import Task, reports
from biascheck.labels import ROLES
from biascheck.segmentation.sentences import segment
from biascheck.types import Span, count_words, merge_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.evaluation.cases import Case
    from biascheck.evaluation.metrics.arrays import IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Report, Sentence

    Gold = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PassagePrediction:
    """What was predicted for one article.

    Attributes:
        paragraphs: Every paragraph with its P(opinion) in [0, 1].
        opinion: The passages that are called opinion.
    """

    paragraphs: tuple[tuple[Span, float], ...]
    opinion: tuple[Span, ...]


def _gold(fields: Mapping[str, Any]) -> Gold:
    marked = []
    for start, end, role in span_items(fields, 3):
        found = span(start, end, fields.get("text"))
        if role not in ROLES:
            raise RowError(f"role {role!r} of a span is none of {', '.join(ROLES)}")
        if role == "opinion":
            marked.append(found)
    return tuple(marked)


def paragraph_spans(sentences: Iterable[Sentence]) -> list[Span]:
    """Return each paragraph's span, from its first sentence to its last."""
    grouped = (list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph))
    return [Span(group[0].start, group[-1].end) for group in grouped]


def is_marked(paragraph: Span, opinion: Iterable[Span]) -> bool:
    """Return whether opinion spans cover more than half of the paragraph's characters."""
    shared, length, _ = character_f1.overlap_counts([paragraph], opinion)
    return 2 * shared > length


def _predict(
    model: Model, cases: Iterable[Case[Gold]]
) -> Iterator[tuple[Case[Gold], Sequence[PassagePrediction]]]:
    for case, report in reports(model, cases, lambda c: article(c.rows[0].text, c.rows[0])):
        opinion = tuple(p.span for p in report.passages if p.role == "opinion")
        yield case, [PassagePrediction(tuple(opinion_of_paragraphs(report)), opinion)]


def opinion_of_paragraphs(report: Report) -> Iterator[tuple[Span, float]]:
    """Yield each paragraph with P(opinion): the mean over its sentences, weighted by words.

    Boilerplate sentences are no part of the article and are left out; a paragraph of
    nothing else is said to hold no opinion, 0.
    """
    pairs = zip(report.sentences, report.labels, strict=True)
    for _, paragraph in groupby(pairs, key=lambda pair: pair[0].paragraph):
        group = list(paragraph)
        kept = [(s, label) for s, label in group if label.role != "boilerplate"]
        words = [max(1, count_words(report.text_of(s.span))) for s, _ in kept]
        opinion = [label.probabilities["opinion"] for _, label in kept]
        mean = float(np.average(opinion, weights=words)) if kept else 0.0
        yield Span(group[0][0].start, group[-1][0].end), mean


def _measures(
    gold: Sequence[Gold], predictions: Sequence[PassagePrediction], clusters: IntArray
) -> tuple[Measure, ...]:
    pairs = list(zip(gold, predictions, strict=True))
    marks = [[is_marked(s, g) for s, _ in p.paragraphs] for g, p in pairs]
    scores = [[score for _, score in p.paragraphs] for p in predictions]
    hits = np.array([top_paragraph.top_hit(s, m) for s, m in zip(scores, marks, strict=True)])
    counts = np.array([character_f1.overlap_counts(p.opinion, g) for g, p in pairs], dtype=float)
    flat_marks = np.array([m for row in marks for m in row], dtype=np.bool_)
    flat_scores = np.array([s for row in scores for s in row], dtype=np.float64)
    owner = np.repeat(clusters, [len(row) for row in marks])
    return (
        Measure("auroc", owner, lambda w: auroc.auroc(flat_marks, flat_scores, w), auroc.UNDEFINED),
        Measure(
            "top_paragraph",
            clusters,
            lambda w: top_paragraph.top_paragraph(hits, w),
            top_paragraph.UNDEFINED,
        ),
        Measure(
            "character_f1",
            clusters,
            lambda w: character_f1.character_f1(counts, w),
            character_f1.UNDEFINED,
        ),
    )


def _constant(
    gold: Sequence[Gold], predictions: Sequence[PassagePrediction]
) -> list[PassagePrediction]:
    """Return every paragraph with the file's share of marked ones; all or none opinion."""
    pairs = list(zip(gold, predictions, strict=True))
    marks = [is_marked(s, g) for g, p in pairs for s, _ in p.paragraphs]
    share = sum(marks) / max(1, len(marks))
    return [_uniform(p, share) for p in predictions]


def _uniform(prediction: PassagePrediction, share: float) -> PassagePrediction:
    spans = tuple(paragraph for paragraph, _ in prediction.paragraphs)
    opinion = spans if share > 0.5 else ()
    return PassagePrediction(tuple((s, share) for s in spans), opinion)


def _baseline(train: Sequence[Row[Gold]], dev: Sequence[Row[Gold]]) -> list[PassagePrediction]:
    """Classify paragraph by paragraph; neighbouring opinion paragraphs stay apart."""
    learnt = [(row, s) for row in train for s in paragraph_spans(segment(row.text))]
    asked = [paragraph_spans(segment(row.text)) for row in dev]
    found = baseline.class_probabilities(
        [row.text[s.start : s.end] for row, s in learnt],
        np.array([is_marked(s, row.gold) for row, s in learnt], dtype=np.int64),
        [row.text[s.start : s.end] for row, spans in zip(dev, asked, strict=True) for s in spans],
        2,
    )
    scores = iter(found[:, 1].tolist())
    predictions = []
    for spans in asked:
        paragraphs = tuple((s, next(scores)) for s in spans)
        opinion = merge_spans(s for s, score in paragraphs if score >= 0.5)
        predictions.append(PassagePrediction(paragraphs, tuple(opinion)))
    return predictions


def _record(prediction: PassagePrediction) -> dict[str, Any]:
    return {"paragraphs": [[s.start, s.end, score] for s, score in prediction.paragraphs]}


TASK = Task(
    name="passages",
    metrics=("auroc", "top_paragraph", "character_f1"),
    gold=_gold,
    predict=_predict,
    record=_record,
    measures=_measures,
    constant=_constant,
    baseline=_baseline,
)
