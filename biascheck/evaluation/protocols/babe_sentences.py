"""BABE under folds: frozen encodings or a fine-tune in every fold, beside the baselines.

Sentences on which the annotators reached no agreement have another label and are left
out. Intervals draw articles where the corpus names them, else sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.evaluation import baseline
from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.evaluation.protocols.encodings import reader
from biascheck.evaluation.protocols.finetuning import out_of_fold
from biascheck.evaluation.protocols.fitting import fit_binary
from biascheck.evaluation.protocols.folds import chosen, train_and_test
from biascheck.evaluation.protocols.newssd_folds import single_sentence
from biascheck.evaluation.protocols.protocol import (
    MAJORITY,
    TFIDF,
    Outcome,
    numbered,
    part,
)
from biascheck.evaluation.tasks.classes import Classes
from biascheck.splits import BABE_DEV_OUTLETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from biascheck.evaluation.bootstrap import Measure
    from biascheck.evaluation.corpora.source import JsonRow
    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.evaluation.protocols.protocol import Part, Request

CLASSES = Classes(("neutral", "biased"), ("macro_f1", "auroc", "ece"))
_LABELS = {"non-biased": 0, "biased": 1}
# An outlet with fewer sentences has no figure of its own; it counts in the whole.
_SMALLEST = 30


def babe_rows(data: Path) -> list[JsonRow]:
    """Return the sentences with an agreed label.

    Raises:
        DataError: If the corpus is missing or malformed.
    """
    path = data / "loaded" / "babe.jsonl.gz"
    return [row for row in corpus_rows(path) if row["label_bias"] in _LABELS]


def labels_of(rows: Sequence[JsonRow]) -> IntArray:
    """Return 1 for biased sentences, 0 for others ``[n]``."""
    return np.array([_LABELS[row["label_bias"]] for row in rows], dtype=np.int64)


def run_folds(
    request: Request,
    rows: Sequence[JsonRow],
    folds: IntArray,
    subsets: Mapping[str, IntArray],
    details: Mapping[str, Any],
) -> Outcome:
    """Test every row by what was fitted without its fold.

    Args:
        request: What is asked.
        rows: The sentences.
        folds: Each row's fold ``[n]``.
        subsets: Name of a part to the places of its rows.
        details: What to tell beside the figures.
    """
    texts, labels = [row["text"] for row in rows], labels_of(rows)
    provenance = None
    if request.finetune is not None:
        name = f"{request.base}, fine-tuned in every fold"
        scores = out_of_fold(request.finetune, request, texts, labels, folds)
        details = {**details, **request.finetune.to_dict()}
    else:
        source = reader(request)
        name, provenance = source.name, source.provenance
        request.say(f"encoding {len(rows)} sentences with {name}")
        encodings = source.encodings(single_sentence(text) for text in texts)
        inputs = np.concatenate(
            [
                np.concatenate([e.sentences, source.sentence_logits("loaded", e)], 1)
                for e in encodings
            ]
        )
        scores = _linear(inputs, labels, folds, request)
    systems = {request.system: scores, TFIDF: _baseline(texts, labels, folds)}
    parts = [_part(found, rows, places, systems) for found, places in subsets.items()]
    return Outcome(tuple(parts), name, provenance, details)


def by_outlet(rows: Sequence[JsonRow]) -> dict[str, IntArray]:
    """Return the places of all rows, of the outlets that training holds out, and of each.

    An outlet with few rows has no part of its own.
    """
    outlets = np.array([row["outlet"] for row in rows])
    unseen = np.array([name in BABE_DEV_OUTLETS for name in outlets.tolist()])
    found = {"babe": np.arange(len(rows)), "babe, unseen outlets": np.flatnonzero(unseen)}
    for outlet in sorted(set(outlets.tolist())):
        places = np.flatnonzero(outlets == outlet)
        if len(places) >= _SMALLEST:
            found[f"babe, {outlet}"] = places
    return found


def _linear(inputs: Any, labels: IntArray, folds: IntArray, request: Request) -> FloatArray:
    scores = np.zeros(len(labels))
    for number, (train, test) in enumerate(train_and_test(folds), 1):
        request.say(f"fold {number} of {int(folds.max()) + 1}")
        scores[test] = fit_binary(inputs[train], labels[train])(inputs[test])
    return scores


def _baseline(texts: Sequence[str], labels: IntArray, folds: IntArray) -> FloatArray:
    scores = np.zeros(len(labels))
    for train, test in train_and_test(folds):
        read = chosen(texts, train), chosen(texts, test)
        scores[test] = baseline.class_probabilities(read[0], labels[train], read[1], 2)[:, 1]
    return scores


def _part(
    name: str, rows: Sequence[JsonRow], places: IntArray, scores: Mapping[str, FloatArray]
) -> Part:
    kept = chosen(rows, places)
    gold = labels_of(kept).tolist()
    clusters = numbered([row["doc_id"] or row["id"] for row in kept])

    def measures(found: FloatArray) -> Sequence[Measure]:
        predictions = [CLASSES.binary(p) for p in found[places].tolist()]
        return CLASSES.measures(gold, predictions, clusters)

    constant = CLASSES.measures(gold, CLASSES.constant(gold, []), clusters)
    systems = {system: measures(found) for system, found in scores.items()}
    return part(name, "sentences", {**systems, MAJORITY: constant})
