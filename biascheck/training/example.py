"""A training example: one document with whatever its corpus says about it.

Everything unknown is NaN, -1 or absent, and takes no part in the loss.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from biascheck.types import Article, Document, Sentence, Span, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# Sentence-level targets, each a probability in [0, 1].
SENTENCE_TARGETS = ("subjective", "attributed", "boilerplate", "loaded")
# Token-level targets.
TOKEN_TARGETS = ("loaded", "source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Mention:
    """A target's mentions in one document and the stance towards it.

    Attributes:
        spans: Where the target is mentioned; read together (mean of the logits).
        stance: Probabilities (positive, neutral, negative), or None.
        harmed: Whether the target is shown as harmed by others, or None.
        whole: Whether the stance is that of the whole article, over all its voices.
    """

    spans: tuple[Span, ...]
    stance: tuple[float, float, float] | None = None
    harmed: float | None = None
    whole: bool = False


@dataclass(slots=True)
class Example:
    """One document and its labels.

    Attributes:
        document: The text with its sentences.
        corpus: Name of the corpus; its label habits get biases of their own.
        sentence_targets: Per name of ``SENTENCE_TARGETS`` a float array ``[n_sentences]``.
        roles: Index into ``labels.ROLES`` per sentence, -1 unknown, or None.
        token_spans: Per name of ``TOKEN_TARGETS`` the spans that carry the label.
        token_scope: Sentences in which the absence of a span means "no"; None: all.
        genre: Probability that the article is opinion, or NaN.
        frames: Probabilities ``[15]``, NaN where the corpus does not annotate the frame.
        frame_evidence: Frame index to the sentence that shows it best.
        mentions: Targets with their stance.
    """

    document: Document
    corpus: str
    sentence_targets: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    roles: NDArray[np.int64] | None = None
    token_spans: dict[str, list[tuple[Span, float]]] = field(default_factory=dict)
    token_scope: frozenset[int] | None = None
    genre: float = float("nan")
    frames: NDArray[np.float32] | None = None
    frame_evidence: Mapping[int, int] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()


def targeted(example: Example) -> Document:
    """Return an example's document with its mentions as targets, in order."""
    document = example.document
    targets = tuple(Target("", "other", mention.spans) for mention in example.mentions)
    return Document(document.article, document.sentences, targets)


def document_from_sentences(
    texts: Sequence[str], paragraphs: Iterable[int] | None = None, *, name: str = ""
) -> Document:
    """Join given sentences into a document that keeps them as they are.

    Args:
        texts: The sentences in order.
        paragraphs: Paragraph of each sentence; None puts them all into one.
        name: Identifier of the article.
    """
    numbers = list(paragraphs) if paragraphs is not None else [0] * len(texts)
    parts: list[str] = []
    sentences: list[Sentence] = []
    position = 0
    for index, (text, paragraph) in enumerate(zip(texts, numbers, strict=True)):
        if index:
            joint = " " if paragraph == numbers[index - 1] else "\n\n"
            parts.append(joint)
            position += len(joint)
        parts.append(text)
        sentences.append(Sentence(index, Span(position, position + len(text)), paragraph))
        position += len(text)
    return Document(Article(text="".join(parts), id=name, source=name), tuple(sentences))


def unknown(n: int) -> NDArray[np.float32]:
    """Return ``n`` unknown sentence targets."""
    return np.full(n, np.nan, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Source:
    """The training rows of one corpus, as examples that may vary from draw to draw.

    Attributes:
        corpus: Its name.
        files: The files it was read from (their checksums are stored with the weights).
        sizes: Characters of each row, to fill batches.
        draw: Returns row ``i`` as an example; the generator decides on crops and
            augmentation, so that a run is reproducible from its seed.
    """

    corpus: str
    files: tuple[Path, ...]
    sizes: tuple[int, ...]
    draw: Callable[[int, np.random.Generator], Example]


def fixed_source(corpus: str, files: Sequence[Path], examples: Sequence[Example]) -> Source:
    """Return a source whose examples are the same at every draw."""
    sizes = tuple(len(example.document.article.text) for example in examples)
    return Source(corpus, tuple(files), sizes, lambda index, _: examples[index])


def crop(
    sentences: Sequence[Sentence], limit: int, generator: np.random.Generator
) -> tuple[int, int]:
    """Return a random run ``[first, last)`` of whole sentences of about ``limit`` characters."""
    if not sentences or sentences[-1].end - sentences[0].start <= limit:
        return 0, len(sentences)
    latest = len(sentences) - 1
    while latest > 0 and sentences[-1].end - sentences[latest].start < limit:
        latest -= 1
    first = int(generator.integers(0, latest + 1)) if generator.random() < 0.7 else 0
    last = first + 1
    while last < len(sentences) and sentences[last].end - sentences[first].start <= limit:
        last += 1
    return first, last


def cut_document(document: Document, first: int, last: int) -> tuple[Document, int]:
    """Return the document of sentences ``[first, last)`` and the offset its text was cut at."""
    kept = document.sentences[first:last]
    base, end = kept[0].start, kept[-1].end
    article = Article(text=document.article.text[base:end], id=document.article.id)
    moved = tuple(
        Sentence(i, Span(s.start - base, s.end - base), s.paragraph) for i, s in enumerate(kept)
    )
    return Document(article, moved), base


def shift_spans(
    spans: Iterable[tuple[Span, float]], base: int, length: int
) -> list[tuple[Span, float]]:
    """Move labelled spans into a text that was cut at ``base``; drop those outside."""
    return [
        (Span(max(0, span.start - base), min(length, span.end - base)), value)
        for span, value in spans
        if span.end > base and span.start < base + length
    ]
