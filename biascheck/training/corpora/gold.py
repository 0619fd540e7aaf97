"""Our own annotation: roles, loaded words, genre, frames with evidence, stance.

Source: this project's codebook (datasets/gold). Drawn with augmentation, since pasted
text carries page furniture, repeats its headline and may end in an editorial paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.labels import FRAMES, ROLES
from biascheck.training.corpora.files import read_rows
from biascheck.training.corpora.stance import STANCE
from biascheck.training.example import Example, Mention, Source, document_from_sentences
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.random import Generator

# "analysis" explains and interprets but mainly informs: nearer to news than to opinion.
GENRE = {"news": 0.0, "analysis": 0.3, "opinion": 1.0}


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


def load(data: Path) -> Source:
    """Load ``gold/train``; see ``augment`` for what a draw changes."""
    path = data / "gold" / "train.jsonl.gz"
    furniture_path = data / "boilerplate" / "repeated_lines.jsonl.gz"
    articles = read_articles(path)
    furniture = _furniture(furniture_path)
    editorials = [p for a in articles if a.genre == "opinion" for p in _opinion_paragraphs(a)]

    def draw(index: int, generator: Generator) -> Example:
        return build(augment(articles[index], furniture, editorials, generator))

    sizes = tuple(sum(len(line.text) for line in article.lines) for article in articles)
    return Source("gold", (path, furniture_path), sizes, draw)


def read_articles(path: Path) -> list[GoldArticle]:
    """Read a gold file."""
    return [_article(row) for row in read_rows(path)]


def _article(row: dict[str, Any]) -> GoldArticle:
    text = row["text"]
    loaded = [Span(start, end) for start, end, _ in row["loaded"]]
    lines = []
    for number, sentence in enumerate(row["sentences"]):
        start, end = sentence["start"], sentence["end"]
        inside = tuple(
            Span(max(s.start, start) - start, min(s.end, end) - start)
            for s in loaded
            if s.start < end and s.end > start
        )
        lines.append(Line(text[start:end], sentence["paragraph"], sentence["role"], number, inside))
    present = row["frames"]["present"]
    return GoldArticle(
        doc_id=row["doc_id"],
        lines=tuple(lines),
        genre=row["genre"],
        frames=tuple(float(frame in present) for frame in FRAMES),
        evidence=tuple((FRAMES.index(f), s) for f, s in present.items() if s is not None),
        targets=tuple(_target(stance, lines) for stance in row["stances"]),
        outlet=row["outlet"] or "",
    )


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


def _furniture(path: Path) -> list[str]:
    lines = [row["text"] for row in read_rows(path) if row["n_articles"] >= 5]
    return [line for line in lines if len(line) <= 240]


def _opinion_paragraphs(article: GoldArticle) -> Iterable[tuple[Line, ...]]:
    """Yield body paragraphs of two to five sentences that are the author's opinion."""
    paragraphs: dict[int, list[Line]] = {}
    for line in article.lines:
        paragraphs.setdefault(line.paragraph, []).append(line)
    for number, lines in paragraphs.items():
        opinions = sum(line.role == "opinion" for line in lines)
        if number and 2 <= len(lines) <= 5 and opinions >= len(lines) - 1 and opinions >= 2:
            yield tuple(lines)


def augment(
    article: GoldArticle,
    furniture: Sequence[str],
    editorials: Sequence[tuple[Line, ...]],
    generator: Generator,
) -> GoldArticle:
    """Vary an article as pasted text varies.

    With the probabilities given: a foreign editorial paragraph closes a news report
    (.4), the headline is missing (.15) or repeated (.2), furniture lines of web pages
    stand at the end or between paragraphs (.4).
    """
    lines = list(article.lines)
    if article.genre == "news" and editorials and generator.random() < 0.4:
        foreign = editorials[int(generator.integers(len(editorials)))]
        position = _editorial_position(lines)
        lines[position:position] = [replace(line, paragraph=900, number=-1) for line in foreign]
    headline = [line for line in lines if line.paragraph == 0]
    chance = generator.random()
    if chance < 0.15 and len(headline) < len(lines):
        lines = [line for line in lines if line.paragraph != 0]
    elif chance < 0.35 and headline:
        again = [replace(x, paragraph=901, role="boilerplate", number=-1) for x in headline]
        lines[len(headline) : len(headline)] = [replace(x, loaded=()) for x in again]
    if furniture and generator.random() < 0.4:
        lines = _insert_furniture(lines, furniture, generator)
    return replace(article, lines=tuple(lines))


def _editorial_position(lines: Sequence[Line]) -> int:
    """Return where the article's body ends, before trailing furniture."""
    position = len(lines)
    while position > 1 and lines[position - 1].role == "boilerplate":
        position -= 1
    return position


def _insert_furniture(
    lines: list[Line], furniture: Sequence[str], generator: Generator
) -> list[Line]:
    count = int(generator.integers(1, 7))
    chosen = [furniture[int(generator.integers(len(furniture)))] for _ in range(count)]
    added = [Line(text, 1000 + i, "boilerplate", -1) for i, text in enumerate(chosen)]
    if generator.random() < 0.7:
        return [*lines, *added]
    breaks = [i for i in range(1, len(lines)) if lines[i].paragraph != lines[i - 1].paragraph] or [
        len(lines)
    ]
    for line in added:
        position = breaks[int(generator.integers(len(breaks)))]
        lines = [*lines[:position], line, *lines[position:]]
    return lines


def build(article: GoldArticle) -> Example:
    """Turn an article into an example with every judgement of the codebook."""
    lines = article.lines
    document = document_from_sentences(
        [line.text for line in lines], [line.paragraph for line in lines], name=article.doc_id
    )
    bases = [sentence.start for sentence in document.sentences]
    place = {line.number: i for i, line in enumerate(lines) if line.number >= 0}
    roles = [line.role for line in lines]
    own = frozenset(i for i, role in enumerate(roles) if role in {"reporting", "opinion"})
    return Example(
        document=document,
        corpus="gold",
        sentence_targets=_sentence_targets(lines),
        roles=np.array([ROLES.index(role) for role in roles], dtype=np.int64),
        token_spans={"loaded": _loaded_spans(lines, bases)},
        token_scope=frozenset(i for i, role in enumerate(roles) if role != "boilerplate"),
        genre=GENRE.get(article.genre, float("nan")),
        frames=np.array(article.frames, dtype=np.float32),
        frame_evidence={frame: place[s] for frame, s in article.evidence if s in place},
        mentions=tuple(_mentions(article.targets, place, bases, own, roles)),
    )


def _sentence_targets(lines: Sequence[Line]) -> dict[str, np.ndarray[Any, Any]]:
    roles = np.array([line.role for line in lines])
    loaded = np.array([float(bool(line.loaded)) for line in lines], dtype=np.float32)
    return {
        "subjective": (roles == "opinion").astype(np.float32),
        "attributed": (roles == "quote").astype(np.float32),
        "boilerplate": (roles == "boilerplate").astype(np.float32),
        "loaded": loaded,
    }


def _loaded_spans(lines: Sequence[Line], bases: Sequence[int]) -> list[tuple[Span, float]]:
    return [
        (Span(span.start + base, span.end + base), 1.0)
        for line, base in zip(lines, bases, strict=True)
        for span in line.loaded
    ]


def _mentions(
    targets: Iterable[GoldTarget],
    place: dict[int, int],
    bases: Sequence[int],
    own: frozenset[int],
    roles: Sequence[str],
) -> Iterable[Mention]:
    """Yield each target once per voice: the author's sentences, the sources' sentences."""
    for target in targets:
        voices: dict[str, list[Span]] = {"author": [], "quoted": []}
        for number, span in target.mentions:
            if number not in place:
                continue
            index = place[number]
            moved = Span(span.start + bases[index], span.end + bases[index])
            if index in own:
                voices["author"].append(moved)
            elif roles[index] == "quote":
                voices["quoted"].append(moved)
        for voice, label in (("author", target.author), ("quoted", target.quoted)):
            if voices[voice] and label in STANCE:
                yield Mention(tuple(voices[voice]), STANCE[label])
