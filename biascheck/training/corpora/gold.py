"""Our own annotation: roles, loaded words, genre, frames with evidence, stance.

Source: this project's codebook (datasets/gold). Drawn with augmentation, since pasted
text carries page furniture, repeats its headline and may end in an editorial paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.labels import ROLES
from biascheck.training.corpora.files import read_rows
from biascheck.training.corpora.gold_article import GoldArticle, GoldTarget, Line, read_articles
from biascheck.training.corpora.stance import STANCE
from biascheck.training.example import Example, Mention, Source, document_from_sentences
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.random import Generator

# "analysis" explains and interprets but mainly informs: nearer to news than to opinion.
GENRE = {"news": 0.0, "analysis": 0.3, "opinion": 1.0}


def load(data: Path) -> Source:
    """Load ``gold/train``; see ``augment`` for what a draw changes."""
    path = data / "gold" / "train.jsonl.gz"
    return annotated_source("gold", [path], read_articles(path), data)


def annotated_source(
    corpus: str, files: Sequence[Path], articles: Sequence[GoldArticle], data: Path
) -> Source:
    """Return articles of our codebook as a corpus whose draws are augmented.

    Args:
        corpus: Its name.
        files: What the articles were read from.
        articles: All of them.
        data: Folder of the corpora; page furniture is taken from there.
    """
    furniture_path = data / "boilerplate" / "repeated_lines.jsonl.gz"
    furniture = _furniture(furniture_path)
    editorials = [p for a in articles if a.genre == "opinion" for p in _opinion_paragraphs(a)]

    def draw(index: int, generator: Generator) -> Example:
        return build(augment(articles[index], furniture, editorials, generator))

    sizes = tuple(sum(len(line.text) for line in article.lines) for article in articles)
    return Source(corpus, (*files, furniture_path), sizes, draw)


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
        corpus=article.corpus,
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
