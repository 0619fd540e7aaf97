"""SEESAW: articles with the sentiment towards each salient entity.

Source: Zhang, Beauchamp, Wang 2022, "Generative Entity-to-Entity Stance Detection with
Knowledge Graph Augmentation", EMNLP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.evaluation.corpora.source import corpus_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split

_FIELDS = ("id", "doc_id", "title", "text", "target", "label", "outlet")


def stance_article(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield one row per article and entity."""
    for row in corpus_rows(data / "stance" / f"seesaw_article.{split}.jsonl.gz"):
        yield {key: row[key] for key in _FIELDS}
