"""US news articles with the genre that their section or tags state; outlets are disjoint.

Only articles labelled news or opinion with high or medium confidence. Of the dev
articles a fixed 600, chosen by a hash of their name, and for the baseline a fixed 6,000
of the training articles, so that the table runs in minutes.

Source: Baly et al. 2020, "We Can Detect Your Bias", EMNLP (texts); the labels are this
project's.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from biascheck.evaluation.corpora.source import corpus_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split

_FILES: Final[dict[Split, tuple[str, ...]]] = {
    "train": ("train-0", "train-1", "train-2"),
    "dev": ("dev",),
}
_SIZE: Final[dict[Split, int]] = {"train": 6000, "dev": 600}


def genre(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the chosen articles, in the order of the hash."""
    paths = [data / "articles" / f"{name}.jsonl.gz" for name in _FILES[split]]
    names = sorted(
        (row["doc_id"] for path in paths for row in corpus_rows(path) if _is_labelled(row)),
        key=lambda name: hashlib.sha256(name.encode()).digest(),
    )
    chosen = frozenset(names[: _SIZE[split]])
    for path in paths:
        for row in corpus_rows(path):
            if row["doc_id"] in chosen and _is_labelled(row):
                yield _row(row)


def _is_labelled(row: JsonRow) -> bool:
    return row["label"] in {"news", "opinion"} and row["confidence"] in {"high", "medium"}


def _row(row: JsonRow) -> JsonRow:
    return {
        "id": row["doc_id"],
        "title": row["title"],
        "text": "\n\n".join(row["paragraphs"]),
        "label": row["label"],
        "outlet": row["outlet"],
        "topic": row["topic"],
        "lean": row["lean"],
    }
