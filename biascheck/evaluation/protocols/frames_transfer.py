"""Frames learnt from our articles alone, on CCF (climate) and GVFC (gun violence).

Held out: the framing head is fitted on articles of our codebook alone (all of ``gold``
and ``silver``) and sees no text of CCF or GVFC, nor of their issues' corpora;
whole other corpora, other units (two sentences, a headline), other issues. Mean AUC over
the frames that each corpus annotates.

Seen: the shipped encoder was trained on four fifths of CCF and GVFC, frame labels
included; tested is the fifth that ``splits.is_dev`` holds out, whose texts it has not
read, but the corpora's manner it knows. With ``--encoder base`` the encoder has seen
neither, and the whole corpora are tested beside that fifth.

Source: cross-issue transfer as in Card et al. 2015; the corpora: Lemor 2026 and Liu et
al. 2019.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.corpora import ccf, gvfc
from biascheck.evaluation.metrics import auroc
from biascheck.evaluation.protocols.encodings import reader
from biascheck.evaluation.protocols.fitting import fit_frames
from biascheck.evaluation.protocols.gold_articles import gold_articles
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    TFIDF,
    EvaluationProtocol,
    Outcome,
    numbered,
    part,
)
from biascheck.labels import FRAMES
from biascheck.segmentation.sentences import segment
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.silver import read_silver
from biascheck.types import Article, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from biascheck.evaluation.corpora.source import JsonRow
    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.evaluation.protocols.fitting import Scorer
    from biascheck.evaluation.protocols.protocol import Part, Request

_CORPORA = {"ccf": ccf.frames, "gvfc": gvfc.frames}


def _run(request: Request) -> Outcome:
    articles = [*gold_articles(request.data), *read_silver(request.data)]
    frames = np.array([article.frames for article in articles], dtype=np.float32)
    documents = [build(article).document for article in articles]
    source = reader(request)
    request.say(f"encoding {len(articles)} articles with {source.name}")
    plain = [Document(d.article, d.sentences, ()) for d in documents]
    scorer = fit_frames([e.sentences for e in source.encodings(plain)], frames, request.seed)
    texts = [document.article.text for document in documents]

    def simple(asked: Sequence[str]) -> FloatArray:
        known = np.ones_like(frames, dtype=np.bool_)
        return baseline.label_probabilities(texts, frames > 0, known, asked)

    parts = []
    for corpus, rows_of in _CORPORA.items():
        request.say(f"reading {corpus}")
        held_out = list(rows_of(request.data, "dev"))
        parts.append(_part(corpus, request.system, held_out, source, scorer, simple))
        if request.encoder == "base":
            rest = list(rows_of(request.data, "train"))
            parts.append(
                _part(
                    f"{corpus}, whole", request.system, [*held_out, *rest], source, scorer, simple
                )
            )
    return Outcome(tuple(parts), source.name, source.provenance, {"training articles": len(texts)})


def _part(
    name: str,
    system: str,
    rows: Sequence[JsonRow],
    source: Reader,
    scorer: Scorer,
    simple: Callable[[Sequence[str]], FloatArray],
) -> Part:
    encodings = source.encodings(_document(row) for row in rows)
    scores = scorer([encoding.sentences for encoding in encodings])
    present, scored = _grid(rows, "labels"), _grid(rows, "frames_scored")
    clusters = numbered([row.get("doc_id", row["id"]) for row in rows])

    def measures(found: FloatArray) -> tuple[Measure, ...]:
        def mean_auc(weights: FloatArray) -> FloatArray:
            return auroc.macro_auroc(present, found, weights, scored)

        return (Measure("auroc", clusters, mean_auc, auroc.UNDEFINED),)

    systems = {
        system: measures(scores),
        TFIDF: measures(simple([row["text"] for row in rows])),
        MAJORITY: measures(np.zeros_like(scores)),
    }
    return part(name, "texts", systems)


def _document(row: JsonRow) -> Document:
    text: Any = row["text"]
    return Document(Article(text=text, id=str(row["id"]), language="en"), segment(text), ())


def _grid(rows: Sequence[JsonRow], field: str) -> BoolArray:
    return np.array([[frame in row[field] for frame in FRAMES] for row in rows], dtype=np.bool_)


PROTOCOL = EvaluationProtocol(
    name="frames-transfer",
    held_out="all of CCF and GVFC: the head is fitted on our articles only.",
    seen="four fifths of CCF and GVFC with their frames; the tested fifth not.",
    run=_run,
    takes_base=True,
)
