"""MPQA 1.2: is the writer of the sentence subjective? Whole documents of world press.

Source: Wiebe, Wilson, Cardie 2005, "Annotating Expressions of Opinions and Emotions
in Language".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.corpora.source import corpus_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split


def subjectivity(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the sentences, in context."""
    for row in corpus_rows(data / "subjectivity" / f"mpqa.{split}.jsonl.gz"):
        yield {key: row[key] for key in ("id", "doc_id", "index", "text", "label")}
