"""Corpora that label loaded (lexically biased) sentences and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.segmentation.sentences import segment
from biascheck.splits import BABE_DEV_OUTLETS
from biascheck.training.corpora.files import read_rows
from biascheck.training.example import (
    Example,
    Source,
    crop,
    cut_document,
    document_from_sentences,
    fixed_source,
    shift_spans,
)
from biascheck.types import Article, Document, Span

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.random import Generator

_CROP = 2000
# The techniques of PTC that are a choice of words; the others are arguments.
# Source: Da San Martino et al., SemEval-2020 task 11, table 1.
LOADED_TECHNIQUES = frozenset(
    {"Loaded_Language", "Name_Calling,Labeling", "Exaggeration,Minimisation"}
)


def load_babe(data: Path) -> Source:
    """BABE: bias and opinion as the share of annotators who saw it, and the biased words.

    Source: Spinde et al., Findings of EMNLP 2021. Five outlets are set aside, see
    ``splits.BABE_DEV_OUTLETS``.
    """
    path = data / "loaded" / "babe.jsonl.gz"
    rows = [row for row in read_rows(path) if row["outlet"] not in BABE_DEV_OUTLETS]
    return fixed_source("babe", [path], [_babe_example(row) for row in rows])


def _babe_example(row: dict[str, Any]) -> Example:
    biased = soft_vote(row["bias_votes"], {"biased": 1.0, "non-biased": 0.0}, row["label_bias"])
    opinion = soft_vote(
        row["opinion_votes"], {"opinion": 1.0, "mixed": 0.6, "factual": 0.0}, row["label_opinion"]
    )
    spans = [(Span(start, end), 1.0) for start, end, _ in row["spans"]]
    return Example(
        document=document_from_sentences([row["text"]], name=row["id"]),
        corpus="babe",
        sentence_targets={
            "loaded": np.array([biased], dtype=np.float32),
            "subjective": np.array([opinion], dtype=np.float32),
        },
        token_spans={"loaded": spans},
    )


def soft_vote(votes: dict[str, int] | None, values: dict[str, float], label: str) -> float:
    """Return the mean of the votes' values, drawn half way to the majority label.

    The aggregate decides what is scored, the votes say how sure one can be.
    """
    counts = {name: n for name, n in (votes or {}).items() if name in values}
    total = sum(counts.values())
    hard = values.get(label, float("nan"))
    if not total:
        return hard
    soft = sum(values[name] * n for name, n in counts.items()) / total
    return soft if np.isnan(hard) else 0.5 * (soft + hard)


def load_ptc(data: Path) -> Source:
    """PTC: spans of loaded language, name calling and exaggeration in whole articles."""
    path = data / "loaded" / "ptc.jsonl.gz"
    rows = [row for row in read_rows(path) if row["labelled"]]
    documents = [
        Document(Article(text=row["text"], id=row["doc_id"]), segment(row["text"])) for row in rows
    ]

    def draw(index: int, generator: Generator) -> Example:
        return _ptc_example(rows[index], documents[index], generator)

    return Source("ptc", (path,), tuple(min(_CROP, len(r["text"])) for r in rows), draw)


def _ptc_example(row: dict[str, Any], document: Document, generator: Generator) -> Example:
    part, base = cut_document(document, *crop(document.sentences, _CROP, generator))
    marked = [
        (Span(a, b), 1.0) for a, b, technique in row["spans"] if technique in LOADED_TECHNIQUES
    ]
    spans = shift_spans(marked, base, len(part.article.text))
    loaded = [float(any(s.span.overlaps(span) for span, _ in spans)) for s in part.sentences]
    return Example(
        document=part,
        corpus="ptc",
        sentence_targets={"loaded": np.array(loaded, dtype=np.float32)},
        token_spans={"loaded": spans},
    )
