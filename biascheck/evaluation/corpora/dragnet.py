"""Dragnet: the lines of web pages, content or boilerplate.

One page in five is held out (``splits.is_dev``); of these a fixed fifth, about 55 pages,
is evaluated, so that the table runs in minutes. Lines whose label is partial or unknown
are left out, as are pages without a content line. As on a copied page, lines stand in
their order.

Source: Peters and Lecocq 2013, "Content Extraction Using Diverse Feature Sets", WWW.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.evaluation.corpora.source import corpus_rows
from biascheck.splits import is_dev

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.evaluation.corpora.source import JsonRow, Split

_LABELS: Final = ("content", "boilerplate")
_TRAIN_PARTS: Final = 5  # the baseline learns from a fifth of the training pages


def boilerplate(data: Path, split: Split) -> Iterator[JsonRow]:
    """Yield the lines, in context."""
    for row in corpus_rows(data / "boilerplate" / "dragnet.jsonl.gz"):
        page = row["page_id"]
        chosen = is_dev(f"evaluated {page}", _TRAIN_PARTS)
        if is_dev(page) == (split == "dev") and chosen:
            yield from _lines(page, row["lines"])


def _lines(page: str, lines: list[list[str]]) -> Iterator[JsonRow]:
    if not any(label == "content" for _, label, *_ in lines):
        return
    for index, (text, label, *_) in enumerate(lines):
        if label in _LABELS and text.strip():
            yield {
                "id": f"{page}#{index}",
                "doc_id": page,
                "index": index,
                "paragraph": index,
                "text": text,
                "label": label,
            }
