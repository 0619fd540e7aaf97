"""NewsSD-ENG: subjective or objective news sentences, without context.

The dev rows are those of the corpus's own validation and test parts that are in the
data folder; its training part is for training.

Source: Antici et al. 2023, "A Corpus for Sentence-level Subjectivity Detection on
English News Articles".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.corpora.source import corpus_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split


def subjectivity(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences, each alone."""
    for row in corpus_rows(data / "subjectivity" / "newssd.jsonl.gz"):
        if (row["split"] == "train") == (split == "train"):
            yield {key: row[key] for key in ("id", "text", "label")}
