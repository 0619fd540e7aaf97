"""Policy frames of all our articles, train and dev, in five folds disjoint by outlet.

Held out: every fold tests outlets of which the framing head has seen no article; the
two international collections count as one outlet each. From which probability on a
frame is present is chosen inside the training outlets, again across outlets. An
article's encoding holds all of its sentences, page furniture included.

Seen: the shipped encoder was trained on ``gold/train``, frame labels included, so that
nine in ten of the tested articles have shaped it, though not the head. These figures
flatter it; ``--encoder base`` reads an encoder that has seen none of them.

AUC is that of scores pooled over the folds, which is lower than the mean over folds.

Source: the protocol of Card et al. 2015 with outlets held out in place of random
articles; see Roberts et al. 2017, "Cross-validation strategies for data with temporal,
spatial, hierarchical, or phylogenetic structure" (blocked folds).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.protocols.encodings import reader
from biascheck.evaluation.protocols.fitting import best_threshold, fit_frames
from biascheck.evaluation.protocols.folds import (
    FOLDS,
    chosen,
    grouped_folds,
    train_and_test,
)
from biascheck.evaluation.protocols.frame_scores import frame_measures, majority_frames
from biascheck.evaluation.protocols.gold_articles import gold_articles, outlet_of
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    TFIDF,
    EvaluationProtocol,
    Outcome,
    part,
)
from biascheck.training.corpora.gold import build
from biascheck.types import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray
    from biascheck.evaluation.protocols.fitting import Units
    from biascheck.evaluation.protocols.protocol import Request

_INNER: int = 3


def _run(request: Request) -> Outcome:
    articles = gold_articles(request.data)
    documents = [build(article).document for article in articles]
    plain = [Document(d.article, d.sentences, ()) for d in documents]
    frames = np.array([article.frames for article in articles], dtype=np.float32)
    outlets = [outlet_of(article) for article in articles]
    folds = grouped_folds(outlets)
    source = reader(request)
    request.say(f"encoding {len(articles)} articles with {source.name}")
    units = [encoding.sentences for encoding in source.encodings(plain)]
    scores, said = _across(units, frames, folds, outlets, request)
    texts = [document.article.text for document in documents]
    simple = _baseline(texts, frames > 0, folds)
    present = frames > 0
    everything = np.ones_like(present)
    clusters = np.arange(len(articles))
    systems = {
        request.system: frame_measures(present, everything, scores, said, clusters),
        TFIDF: frame_measures(present, everything, simple, simple >= 0.5, clusters),
        MAJORITY: majority_frames(present, everything, clusters),
    }
    return Outcome(
        parts=(part("gold", "articles", systems),),
        encoder=source.name,
        model=source.provenance,
        details={"folds": FOLDS, "outlets": len(set(outlets))},
    )


def _across(
    units: Units,
    frames: NDArray[np.float32],
    folds: IntArray,
    outlets: Sequence[str],
    request: Request,
) -> tuple[FloatArray, BoolArray]:
    """Return scores and decisions ``[n, 15]``, each article's from the fold that tests it."""
    scores = np.zeros(frames.shape)
    said = np.zeros(frames.shape, dtype=np.bool_)
    for number, (train, test) in enumerate(train_and_test(folds), 1):
        request.say(f"fold {number} of {FOLDS}")
        inner = grouped_folds(chosen(outlets, train), _INNER)
        tuning = np.zeros((len(train), frames.shape[1]))
        for fit, asked in train_and_test(inner):
            scorer = fit_frames(chosen(units, train[fit]), frames[train[fit]], request.seed)
            tuning[asked] = scorer(chosen(units, train[asked]))
        scorer = fit_frames(chosen(units, train), frames[train], request.seed)
        scores[test] = scorer(chosen(units, test))
        said[test] = scores[test] >= best_threshold(tuning, frames[train] > 0)
    return scores, said


def _baseline(texts: Sequence[str], present: BoolArray, folds: IntArray) -> FloatArray:
    scores = np.zeros(present.shape)
    for train, test in train_and_test(folds):
        known = np.ones_like(present[train])
        scores[test] = baseline.label_probabilities(
            chosen(texts, train), present[train], known, chosen(texts, test)
        )
    return scores


PROTOCOL = EvaluationProtocol(
    name="frames-folds",
    held_out="the outlets of a fold: the head sees none of their articles.",
    seen="the articles of gold/train with their frames, in every fold.",
    run=_run,
    takes_base=True,
)
