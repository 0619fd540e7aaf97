"""The sentences of an article: spans that tile everything that is not blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.segmentation.boundaries import boundaries
from biascheck.segmentation.paragraphs import paragraphs
from biascheck.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def segment(text: str, title_span: Span | None = None) -> tuple[Sentence, ...]:
    """Cut a text into paragraphs and these into sentences.

    Every character for which ``str.isspace()`` is false belongs to exactly one
    sentence; sentences are ordered, disjoint, free of blanks at either end, and
    never cross a paragraph. A quotation of several sentences is one sentence, as in
    the annotated articles: who speaks is decided once. Closing marks stay with the
    sentence they close. Time is linear in the length.

    Args:
        text: The untouched text.
        title_span: Where the headline stands. It is one sentence and a paragraph of
            its own, together with marks without a letter or digit on its line
            (``# `` in Markdown); nothing else may stand before it.

    Returns:
        The sentences with running indices; ``paragraph`` counts from 0.
    """
    sentences: list[Sentence] = []
    for number, (paragraph, is_title) in enumerate(_paragraphs(text, title_span)):
        for span in [paragraph] if is_title else _split(text, paragraph):
            sentences.append(Sentence(len(sentences), span, number))
    return tuple(sentences)


def _paragraphs(text: str, title_span: Span | None) -> Iterator[tuple[Span, bool]]:
    """Yield each paragraph and whether it is the headline."""
    if title_span is None:
        yield from ((span, False) for span in paragraphs(text))
        return
    title = _with_marks(text, title_span)
    yield from ((span, False) for span in paragraphs(text, 0, title.start))
    yield title, True
    yield from ((span, False) for span in paragraphs(text, title.end))


def _with_marks(text: str, title: Span) -> Span:
    """Return the headline's span with the marks (``# ``, ``**``) around it on its line."""
    before = text[: title.start]
    lead = before.strip()
    start = before.index(lead) if lead and not any(map(str.isalnum, lead)) else title.start
    rest = text[title.end :].splitlines()[:1]
    tail = rest[0].rstrip() if rest else ""
    end = title.end if any(map(str.isalnum, tail)) else title.end + len(tail)
    return Span(start, end)


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    start = paragraph.start
    for cut in boundaries(text[paragraph.start : paragraph.end]):
        end = paragraph.start + cut
        yield Span(start, start + len(text[start:end].rstrip()))
        start = end
    yield Span(start, paragraph.end)
