"""Corpora that label whether the writer of a sentence is subjective."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from biascheck.training.corpora.files import read_rows
from biascheck.training.example import (
    Example,
    Source,
    document_from_sentences,
    fixed_source,
    unknown,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

# A writer's subjectivity that MPQA's annotators call low is half way to objective.
# Source: Wiebe, Wilson, Cardie 2005, section 3 (intensity).
_INTENSITY = {"low": 0.6, "neutral": 0.6}
_LONGEST = 2500


def load_mpqa(data: Path) -> Source:
    """MPQA 1.2, whole documents: the writer's subjectivity, and reported speech."""
    path = data / "subjectivity" / "mpqa.train.jsonl.gz"
    examples = []
    for _, rows in groupby(read_rows(path), key=lambda row: row["doc_id"]):
        block: list[dict[str, Any]] = []
        size = 0
        for row in rows:
            if size + len(row["text"]) > _LONGEST and block:
                examples.append(_mpqa_example(block))
                block, size = [], 0
            block.append(row)
            size += len(row["text"])
        examples.append(_mpqa_example(block))
    return fixed_source("mpqa", [path], examples)


def _mpqa_example(rows: list[dict[str, Any]]) -> Example:
    subjective = np.array(
        [
            _INTENSITY.get(row["intensity"], 1.0) if row["label"] == "subjective" else 0.0
            for row in rows
        ],
        dtype=np.float32,
    )
    attributed = unknown(len(rows))
    for i, row in enumerate(rows):
        # A subjective sentence that also reports someone may belong to either voice.
        reported = row["reported_subjective"] or row["reported_objective"]
        if row["label"] == "objective" or not reported:
            attributed[i] = float(reported)
    return Example(
        document=document_from_sentences([row["text"] for row in rows], name=rows[0]["doc_id"]),
        corpus="mpqa",
        sentence_targets={"subjective": subjective, "attributed": attributed},
    )


def load_newssd(data: Path) -> Source:
    """NewsSD-ENG, its own training part: single sentences, subjective or objective."""
    path = data / "subjectivity" / "newssd.jsonl.gz"
    examples = [
        Example(
            document=document_from_sentences([row["text"]], name=row["id"]),
            corpus="newssd",
            sentence_targets={
                "subjective": np.array([row["label"] == "subjective"], dtype=np.float32)
            },
        )
        for row in read_rows(path)
        if row["split"] == "train"
    ]
    return fixed_source("newssd", [path], examples)
