"""Whole articles with their genre, for outlets in equal parts.

Datelines, section tags and author lines give the genre away on the outlets of the
training set and are absent from a user's text: they are stripped here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biascheck.segmentation.sentences import segment
from biascheck.training.corpora.files import read_rows
from biascheck.training.example import Example, Source, crop, cut_document
from biascheck.types import Article, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from numpy.random import Generator

_LABEL = {"news": 0.02, "opinion": 0.98}
_PER_OUTLET_AND_LABEL = 80
_CROP = 2200
_FURNITURE = "boilerplate/repeated_lines.jsonl.gz"
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’]{2,40}(\([A-Z][\w .]*\))?\s*[—–-]+\s*")
_GIVEAWAY = re.compile(
    r"(?i)\b(opinion|analysis|editorial|columnist|commentary|op-ed|is a fellow|contributor"
    r"|is the author of|syndicate|newsletter|copyright|follow (him|her) on)\b"
)


def load(data: Path) -> Source:
    """Articles labelled news or opinion, at most 80 for each outlet and label.

    Source: Baly et al., EMNLP 2020 (texts); the genre labels are this project's.
    """
    rows = _choose(data, _PER_OUTLET_AND_LABEL)
    furniture = _furniture(data)
    texts = [clean(row, furniture) for row in rows]

    def draw(index: int, generator: Generator) -> Example:
        document = _document(texts[index], rows[index], _CROP * 4)
        part, _ = cut_document(document, *crop(document.sentences, _CROP, generator))
        return Example(document=part, corpus="articles", genre=_LABEL[rows[index]["label"]])

    files = (*_paths(data), data / _FURNITURE)
    return Source("articles", files, tuple(_CROP for _ in rows), draw)


def read_whole(data: Path, most: int, characters: int) -> Iterator[Example]:
    """Yield articles from their beginning, at most ``most`` for each outlet and label.

    Args:
        data: Folder of the corpora.
        most: Articles of one outlet and label.
        characters: How much of each is read.
    """
    furniture = _furniture(data)
    for row in _choose(data, most):
        document = _document(clean(row, furniture), row, characters)
        if document.sentences:
            yield Example(document=document, corpus="articles", genre=_LABEL[row["label"]])


def _paths(data: Path) -> list[Path]:
    return [data / "articles" / f"train-{i}.jsonl.gz" for i in range(3)]


def _furniture(data: Path) -> set[str]:
    return {row["text"] for row in read_rows(data / _FURNITURE)}


def _choose(data: Path, most: int) -> list[dict[str, Any]]:
    chosen: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for path in _paths(data):
        for row in read_rows(path):
            if row["label"] in _LABEL and row["confidence"] in {"high", "medium"}:
                group = chosen.setdefault((row["outlet"], row["label"]), [])
                if len(group) < most:
                    group.append(row)
    return [row for group in chosen.values() for row in group]


def clean(row: dict[str, Any], furniture: set[str]) -> str:
    """Return title and body without furniture, dateline and lines that name the genre."""
    body = [p for p in row["paragraphs"] if p not in furniture and p != row["title"]]
    edges = {0, 1, len(body) - 1, len(body) - 2, len(body) - 3}
    kept = [
        p for i, p in enumerate(body) if not (i in edges and len(p) < 400 and _GIVEAWAY.search(p))
    ]
    if kept:
        kept[0] = _DATELINE.sub("", kept[0])
    return "\n\n".join([row["title"] or "", *kept]).strip()


def _document(text: str, row: dict[str, Any], characters: int) -> Document:
    """Return the beginning of a cleaned article, segmented."""
    has_title = bool(row["title"]) and text.startswith(row["title"])
    title_span = Span(0, len(row["title"])) if has_title else None
    part = text[:characters]
    return Document(Article(text=part, id=row["doc_id"]), segment(part, title_span))
