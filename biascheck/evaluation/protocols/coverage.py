"""How right the role decisions are that the model is surest of, on our dev articles.

Confidence is the probability of the decided role. Reported are the accuracy of the 80,
90 and 100 % most confident sentences, the area under the risk-coverage curve, and the
lowest confidence from which on 95 % of the decisions are right, with the share of
sentences that has it. Intervals draw articles.

Held out: nothing is fitted here. The threshold is read off the same articles that it is
tested on, which flatters it a little.

Seen: encoder and heads have not been trained on ``gold/dev``, whose outlets are unseen;
the temperature of the roles was fitted on it, which moves probabilities and with them
``threshold_at_95``, but neither the order of confidence nor any accuracy much.

Source: Geifman and El-Yaniv 2017, "Selective Classification for Deep Neural Networks".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.corpora import gold
from biascheck.evaluation.corpora.catalogue import corpora_of
from biascheck.evaluation.metrics.risk_coverage import (
    NEVER,
    UNDEFINED,
    accuracy_at_coverage,
    aurc,
    operating_point,
)
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    MODEL,
    TFIDF,
    EvaluationProtocol,
    Outcome,
    numbered,
    part,
)
from biascheck.evaluation.runner import predict
from biascheck.evaluation.table import dev_cases
from biascheck.evaluation.tasks.role import TASK
from biascheck.labels import ROLES

if TYPE_CHECKING:
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray
    from biascheck.evaluation.protocols.protocol import Request

_ACCURACY = 0.95


def _run(request: Request) -> Outcome:
    analyzer = request.analyzer()
    (corpus,) = corpora_of("role", "gold")
    request.say("reading gold/dev")
    answers = predict(TASK, dev_cases(request.data, corpus, TASK), analyzer)
    truth = np.array([a.gold for a in answers], dtype=np.int64)
    clusters = numbered([a.doc_id for a in answers])
    said = np.array([ROLES.index(a.prediction.label) for a in answers])
    confidence = np.array([a.prediction.probabilities[a.prediction.label] for a in answers])
    request.say("fitting the baseline on gold/train")
    simple = _baseline(request)
    common = np.full(len(truth), np.bincount(truth).argmax())
    systems = {
        MODEL: _measures(said == truth, confidence, clusters),
        TFIDF: _measures(simple.argmax(axis=1) == truth, simple.max(axis=1), clusters),
        MAJORITY: _measures(common == truth, np.zeros(len(truth)), clusters),
    }
    name = f"the encoder of {analyzer.provenance.name}"
    return Outcome((part("gold/dev", "sentences", systems),), name, analyzer.provenance)


def _baseline(request: Request) -> FloatArray:
    train, dev = (list(gold.role(request.data, split)) for split in ("train", "dev"))
    labels = np.array([ROLES.index(row["label"]) for row in train], dtype=np.int64)
    texts = [row["text"] for row in train], [row["text"] for row in dev]
    return baseline.class_probabilities(texts[0], labels, texts[1], len(ROLES))


def _measures(
    correct: BoolArray, confidence: FloatArray, clusters: IntArray
) -> tuple[Measure, ...]:
    def point(weights: FloatArray, which: int) -> FloatArray:
        return operating_point(correct, confidence, weights, _ACCURACY)[which]

    def accuracy(weights: FloatArray, share: float) -> FloatArray:
        return accuracy_at_coverage(correct, confidence, weights, share)

    def area(weights: FloatArray) -> FloatArray:
        return aurc(correct, confidence, weights)

    return (
        *(
            Measure(
                f"accuracy_at_{share}", clusters, partial(accuracy, share=share / 100), UNDEFINED
            )
            for share in (80, 90, 100)
        ),
        Measure("aurc", clusters, area, UNDEFINED),
        Measure("coverage_at_95", clusters, partial(point, which=1), NEVER),
        Measure("threshold_at_95", clusters, partial(point, which=0), NEVER),
    )


PROTOCOL = EvaluationProtocol(
    name="coverage",
    held_out="nothing is fitted; the threshold is read off the tested articles.",
    seen="of gold/dev nothing but the temperature of the roles.",
    run=_run,
)
