"""Subjective sentences of NewsSD, five random folds with equal shares of the labels.

Held out: the sentences of a fold. NewsSD gives neither article nor outlet, so that
nothing better than a random split can be made of it, and sentences of one article may
stand on both sides: read the figure beside the zero-shot one.

In every fold a logistic regression is fitted on the frozen encoding of the sentence and
the model's own logit of being subjective. Beside it, on the same rows, the shipped head
as it is (zero-shot).

Seen: the shipped recipe leaves NewsSD out; neither encoder nor head nor calibration has
read it.

Source: Antici et al. 2023, "A Corpus for Sentence-level Subjectivity Detection on
English News Articles".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.corpora import newssd
from biascheck.evaluation.protocols.encodings import ModelReader, reader
from biascheck.evaluation.protocols.fitting import fit_binary
from biascheck.evaluation.protocols.folds import FOLDS, chosen, random_folds, train_and_test
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    TFIDF,
    EvaluationProtocol,
    Outcome,
    part,
)
from biascheck.evaluation.tasks.classes import Classes
from biascheck.types import Article, Document, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.metrics.arrays import FloatArray
    from biascheck.evaluation.protocols.protocol import Request

ZERO_SHOT = "shipped head, zero-shot"
_CLASSES = Classes(("objective", "subjective"), ("macro_f1", "auroc", "ece"))


def _run(request: Request) -> Outcome:
    data = request.data
    rows = [row for split in ("train", "dev") for row in newssd.subjectivity(data, split)]
    texts = [row["text"] for row in rows]
    labels = np.array([_CLASSES.gold(row) for row in rows], dtype=np.int64)
    folds = random_folds(labels, request.seed)
    source = reader(request)
    request.say(f"encoding {len(rows)} sentences with {source.name}")
    documents = [single_sentence(text) for text in texts]
    inputs = np.concatenate(
        [
            np.concatenate([e.sentences, source.sentence_logits("axes", e)[:, :1]], axis=1)
            for e in source.encodings(documents)
        ]
    )
    scores, simple = np.zeros(len(rows)), np.zeros(len(rows))
    for number, (train, test) in enumerate(train_and_test(folds), 1):
        request.say(f"fold {number} of {FOLDS}")
        scores[test] = fit_binary(inputs[train], labels[train])(inputs[test])
        read = chosen(texts, train), chosen(texts, test)
        simple[test] = baseline.class_probabilities(read[0], labels[train], read[1], 2)[:, 1]
    gold = labels.tolist()
    clusters = np.arange(len(rows))

    def measures(found: FloatArray | Sequence[float]) -> Sequence[Measure]:
        return _CLASSES.measures(gold, [_CLASSES.binary(float(p)) for p in found], clusters)

    systems: dict[str, Any] = {request.system: measures(scores)}
    if isinstance(source, ModelReader):
        reports = source.analyzer.analyze_many(documents)
        systems[ZERO_SHOT] = measures([report.labels[0].subjective for report in reports])
    systems[TFIDF] = measures(simple)
    systems[MAJORITY] = _CLASSES.measures(gold, _CLASSES.constant(gold, []), clusters)
    return Outcome(
        (part("newssd", "sentences", systems),), source.name, source.provenance, {"folds": FOLDS}
    )


def single_sentence(text: str) -> Document:
    """Return a text as a document of one sentence, without targets."""
    article = Article(text=text, language="en")
    return Document(article, (Sentence(0, Span(0, len(text)), 0),), ())


PROTOCOL = EvaluationProtocol(
    name="newssd-folds",
    held_out="a random fifth of the sentences (the corpus names no outlets).",
    seen="nothing, as long as the recipe leaves NewsSD out, as the shipped one does.",
    run=_run,
    takes_base=True,
)
