"""Attributed sentences and the characters of their content, on PolNeAR's dev articles.

A sentence is attributed when the contents of attributions cover more than half of its
characters. ``biascheck`` decides it by P(attributed) and takes the characters from the
report's quotes; ``sentences as content`` takes the characters of the sentences that it
calls attributed. ``rules only`` are the clause rules without any model, in PolNeAR's
broad notion of attribution (attitudes too).

Held out: ``polnear.dev``, whole articles. The TF-IDF baseline learns sentences from
``polnear.train`` and takes whole sentences as content.

Seen: the shipped model was trained on ``polnear.train``, the same seven outlets; slope
and offset of P(attributed) were fitted on this dev file and on ``gold/dev``.

Source: Newell, Margolin, Ruths 2018, "An Attribution Relations Corpus for Political
News", LREC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biascheck.attribution.quotes import find_quotes
from biascheck.evaluation import baseline
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.corpora import polnear
from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.evaluation.metrics.character_f1 import UNDEFINED, character_f1, overlap_counts
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    MODEL,
    TFIDF,
    EvaluationProtocol,
    Outcome,
    part,
)
from biascheck.evaluation.tasks.classes import Classes
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from biascheck.evaluation.protocols.protocol import Request

_CLASSES = Classes(("not", "attributed"), ("attributed_f1", "macro_f1"))


@dataclass(frozen=True, slots=True)
class _Marked:
    """An article with the contents of its attributions."""

    document: Document
    contents: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """P(attributed) of each sentence, and the content found, article by article."""

    sentences: list[list[float]]
    contents: list[list[Span]]


def _run(request: Request) -> Outcome:
    articles = list(_articles(request.data))
    analyzer = request.analyzer()
    request.say(f"reading {len(articles)} articles of polnear.dev")
    reports = list(analyzer.analyze_many(a.document for a in articles))
    attributed = [[label.attributed for label in report.labels] for report in reports]
    request.say("rules and baseline")
    answers = {
        MODEL: _Answer(attributed, [[q.span for q in report.quotes] for report in reports]),
        f"{MODEL}, sentences as content": _whole(articles, attributed),
        "rules only": _rules(articles),
        TFIDF: _whole(articles, _simple(request, articles)),
        MAJORITY: _whole(articles, _common(articles)),
    }
    systems = {name: _measures(articles, answer) for name, answer in answers.items()}
    encoder = f"the encoder of {analyzer.provenance.name}"
    details = {"articles": len(articles)}
    found = part("polnear.dev", "sentences", systems)
    return Outcome((found,), encoder, analyzer.provenance, details)


def _articles(data: Path) -> Iterator[_Marked]:
    """Yield each dev article once, in its first annotation."""
    seen: set[str] = set()
    for row in corpus_rows(data / "attribution" / "polnear.dev.jsonl.gz"):
        if row["doc_id"] not in seen:
            seen.add(row["doc_id"])
            article = Article(text=row["text"], id=row["doc_id"], language="en")
            contents = tuple(Span(*s) for item in row["attributions"] for s in item["content"])
            yield _Marked(Document(article, segment(row["text"]), ()), contents)


def _covered(article: _Marked, contents: Sequence[Span]) -> list[bool]:
    """Return for each sentence whether contents cover more than half of its characters."""
    counts = (overlap_counts([s.span], contents) for s in article.document.sentences)
    return [2 * shared > length for shared, length, _ in counts]


def _whole(articles: Sequence[_Marked], sentences: list[list[float]]) -> _Answer:
    contents = [
        [s.span for s, p in zip(a.document.sentences, found, strict=True) if p >= 0.5]
        for a, found in zip(articles, sentences, strict=True)
    ]
    return _Answer(sentences, contents)


def _rules(articles: Sequence[_Marked]) -> _Answer:
    contents = [
        [
            quote.span
            for quote in find_quotes(a.document.article.text, a.document.sentences, attitudes=True)
        ]
        for a in articles
    ]
    pairs = zip(articles, contents, strict=True)
    return _Answer([[float(c) for c in _covered(a, found)] for a, found in pairs], contents)


def _simple(request: Request, articles: Sequence[_Marked]) -> list[list[float]]:
    train = list(polnear.attribution(request.data, "train"))
    labels = np.array([_CLASSES.gold(row) for row in train], dtype=np.int64)
    sentences = [
        [a.document.article.text[s.start : s.end] for s in a.document.sentences] for a in articles
    ]
    found = baseline.class_probabilities(
        [row["text"] for row in train], labels, [text for one in sentences for text in one], 2
    )
    scores = iter(found[:, 1].tolist())
    return [[next(scores) for _ in one] for one in sentences]


def _common(articles: Sequence[_Marked]) -> list[list[float]]:
    gold = [c for a in articles for c in _covered(a, a.contents)]
    commonest = float(2 * sum(gold) > len(gold))
    return [[commonest] * len(a.document.sentences) for a in articles]


def _measures(articles: Sequence[_Marked], answer: _Answer) -> tuple[Measure, ...]:
    gold = [int(c) for a in articles for c in _covered(a, a.contents)]
    owner = np.repeat(np.arange(len(articles)), [len(a.document.sentences) for a in articles])
    said = [_CLASSES.binary(p) for one in answer.sentences for p in one]
    pairs = zip(articles, answer.contents, strict=True)
    counts = np.array([overlap_counts(found, a.contents) for a, found in pairs], dtype=float)
    characters = Measure(
        "character_f1", np.arange(len(articles)), lambda w: character_f1(counts, w), UNDEFINED
    )
    return (*_CLASSES.measures(gold, said, owner), characters)


PROTOCOL = EvaluationProtocol(
    name="attribution-spans",
    held_out="polnear.dev, whole articles of outlets that polnear.train has too.",
    seen="polnear.train; of the dev file slope and offset of P(attributed).",
    run=_run,
)
