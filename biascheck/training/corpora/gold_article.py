"""An article annotated by our codebook, and reading such articles from ``gold``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biascheck.labels import FRAMES
from biascheck.training.corpora.files import read_rows
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One gold sentence; spans are relative to it, ``number`` is its index in the article."""

    text: str
    paragraph: int
    role: str
    number: int
    loaded: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """A target: its mentions as (sentence number, span in it) and both voices' stance."""

    mentions: tuple[tuple[int, Span], ...]
    author: str
    quoted: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article in a form that augmentation can take apart."""

    doc_id: str
    lines: tuple[Line, ...]
    genre: str
    frames: tuple[float, ...]
    evidence: tuple[tuple[int, int], ...]
    targets: tuple[GoldTarget, ...]
    outlet: str
    corpus: str = "gold"


def read_articles(path: Path) -> list[GoldArticle]:
    """Read a gold file."""
    return [_article(row) for row in read_rows(path)]


def _article(row: dict[str, Any]) -> GoldArticle:
    sentences = [(Span(s["start"], s["end"]), s["paragraph"], s["role"]) for s in row["sentences"]]
    loaded = [Span(start, end) for start, end, _ in row["loaded"]]
    lines = lay_out_lines(row["text"], sentences, loaded)
    present = row["frames"]["present"]
    return GoldArticle(
        doc_id=row["doc_id"],
        lines=lines,
        genre=row["genre"],
        frames=tuple(float(frame in present) for frame in FRAMES),
        evidence=tuple((FRAMES.index(f), s) for f, s in present.items() if s is not None),
        targets=tuple(_target(stance, lines) for stance in row["stances"]),
        outlet=row["outlet"] or "",
    )


def lay_out_lines(
    text: str, sentences: Iterable[tuple[Span, int, str]], loaded: Sequence[Span]
) -> tuple[Line, ...]:
    """Return the lines of a text.

    Args:
        text: The whole article.
        sentences: Span, paragraph and role of each sentence.
        loaded: Spans of loaded words in the text.
    """
    lines = []
    for number, (span, paragraph, role) in enumerate(sentences):
        inside = tuple(
            Span(max(s.start, span.start) - span.start, min(s.end, span.end) - span.start)
            for s in loaded
            if s.overlaps(span)
        )
        lines.append(Line(text[span.start : span.end], paragraph, role, number, inside))
    return tuple(lines)


def _target(stance: dict[str, Any], lines: Sequence[Line]) -> GoldTarget:
    """Find the mentions of a described target; fall back on its evidence sentences."""
    names = _names(stance)
    pattern = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in names))
    mentions = [
        (line.number, Span(*match.span()))
        for line in (lines if names else ())
        for match in pattern.finditer(line.text)
    ]
    named = {number for number, _ in mentions}
    mentions += [
        (number, Span(0, len(lines[number].text)))
        for number in stance["evidence"]
        if number not in named and number < len(lines)
    ]
    return GoldTarget(tuple(mentions), stance["author"], stance["quoted"])


def _names(stance: dict[str, Any]) -> list[str]:
    """Return the strings by which a target may be named, longest first."""
    target = stance["target"]
    parts = [target, *re.split(r"\s*/\s*", re.sub(r"\s*\([^)]*\)", "", target))]
    parts += re.findall(r"\(([^)]*)\)", target)
    if stance["kind"] == "person":
        parts += [part.split()[-1] for part in parts if part.split()]
    names = {part.strip() for part in parts if len(part.strip()) > 1}
    return sorted(names, key=lambda name: (-len(name), name))
