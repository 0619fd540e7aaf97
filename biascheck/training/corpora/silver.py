"""Silver: more articles annotated by our codebook, from far more outlets than gold.

The labels stand beside the card of the corpus and hold no text: the articles are taken from
the corpora they come from, and every label is a position in them.

Source: this project's codebook (datasets/silver). Drawn with augmentation, as gold is.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from biascheck.catalogue.shelf import local_path
from biascheck.errors import DataError
from biascheck.labels import FRAMES
from biascheck.training.corpora.files import read_rows
from biascheck.training.corpora.gold import annotated_source
from biascheck.training.corpora.gold_article import (
    GoldArticle,
    GoldTarget,
    lay_out_lines,
)
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from biascheck.training.corpora.gold_article import Line
    from biascheck.training.example import Source

#: Corpora that the articles come from, and their files.
ORIGINS: Final = {
    "articles": tuple(f"articles/train-{i}.jsonl.gz" for i in range(3)),
    "ptc": ("loaded/ptc.jsonl.gz",),
    "polnear": ("attribution/polnear.train.jsonl.gz",),
}
#: How the roles are written in the files.
ROLE_LETTERS: Final = {"R": "reporting", "Q": "quote", "O": "opinion", "B": "boilerplate"}
# Hexadecimal digits of a text's SHA-256 that are kept.
_DIGITS: Final = 16


def load(data: Path) -> Source:
    """Load the articles that carry silver labels; see ``gold.augment`` for what a draw changes.

    Raises:
        DataError: A corpus of the articles is missing, or is not the annotated version.
    """
    path = labels_path(data)
    rows = list(read_rows(path))
    origins = {name for row in rows for name in ORIGINS[row["corpus"]]}
    files = (path, *(data / name for name in sorted(origins)))
    return annotated_source("silver", files, _join(rows, data), data)


def labels_path(data: Path) -> Path:
    """Return the file of the labels."""
    return local_path("silver/labels.jsonl.gz", data)


def repeated_path(data: Path) -> Path:
    """Return the file of the gold articles that were coded again, blind."""
    return local_path("silver/repeated.jsonl.gz", data)


def read_silver(data: Path) -> list[GoldArticle]:
    """Read labels and texts, in the order of the labels.

    Raises:
        DataError: A corpus is missing, or an article is missing or not the annotated one.
    """
    return _join(list(read_rows(labels_path(data))), data)


def _join(rows: Sequence[dict[str, Any]], data: Path) -> list[GoldArticle]:
    texts = {
        (corpus, doc_id): (text, outlet)
        for corpus in sorted({row["corpus"] for row in rows})
        for doc_id, text, outlet in _texts(corpus, data)
    }
    return [_article(row, *_find(row, texts, data)) for row in rows]


def _text_of(row: dict[str, Any]) -> str:
    """Return the text of a corpus row as it was annotated, headline first."""
    if "paragraphs" in row:
        return "\n\n".join([row["title"] or "", *row["paragraphs"]])
    text: str = row["text"]
    return text


def _digest(text: str) -> str:
    """Return the beginning of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _texts(corpus: str, data: Path) -> Iterator[tuple[str, str, str]]:
    for name in ORIGINS[corpus]:
        for row in read_rows(data / name):
            yield row["doc_id"], _text_of(row), row.get("outlet") or ""


def _find(
    row: dict[str, Any], texts: dict[tuple[str, str], tuple[str, str]], data: Path
) -> tuple[str, str]:
    """Return the text and the outlet of a labelled article."""
    text, outlet = texts.get((row["corpus"], row["doc_id"]), ("", ""))
    if _digest(text) != row["sha256"]:
        raise DataError(
            f"the article {row['doc_id']!r} is not there as it was annotated.",
            source=str(data / ORIGINS[row["corpus"]][0]),
            hint="`biascheck datasets check` tells whether the corpus is whole.",
        )
    return text, outlet


def _article(row: dict[str, Any], text: str, outlet: str) -> GoldArticle:
    sentences = [
        (Span(start, end), paragraph, ROLE_LETTERS[letter])
        for (start, end, paragraph), letter in zip(row["sentences"], row["roles"], strict=True)
    ]
    lines = lay_out_lines(text, sentences, [Span(*span) for span in row["loaded"]])
    spans = [span for span, _, _ in sentences]
    return GoldArticle(
        doc_id=row["doc_id"],
        lines=lines,
        genre=row["genre"],
        frames=tuple(float(frame in row["frames"]) for frame in FRAMES),
        evidence=tuple((FRAMES.index(frame), s) for frame, s in row["frames"].items()),
        targets=tuple(_target(target, spans, lines) for target in row["targets"]),
        outlet=outlet,
        corpus="silver",
    )


def _target(target: dict[str, Any], sentences: Sequence[Span], lines: Sequence[Line]) -> GoldTarget:
    """Return a target with its mentions; evidence that names it nowhere is read whole."""
    mentions = [
        (number, Span(start - sentence.start, end - sentence.start))
        for start, end in target["mentions"]
        for number, sentence in enumerate(sentences)
        if sentence.contains(Span(start, end))
    ]
    named = {number for number, _ in mentions}
    mentions += [(n, Span(0, len(lines[n].text))) for n in target["evidence"] if n not in named]
    return GoldTarget(tuple(mentions), target["author"], target["quoted"])
