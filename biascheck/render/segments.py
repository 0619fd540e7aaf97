"""A passage cut into pieces that carry a loaded word and pieces that do not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from biascheck.render.harmless import inline
from biascheck.types import Passage, Span, merge_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Report


def segments(report: Report, span: Span) -> Iterator[tuple[str, bool]]:
    """Yield the text under ``span`` in order as ``(text, is loaded)``, safe to show.

    A loaded word that reaches over an edge of the span is cut there.
    """
    at = span.start
    words = (word.span for word in report.loaded if word.span.overlaps(span))
    for word in merge_spans(words):
        start, end = max(word.start, span.start), min(word.end, span.end)
        yield inline(report.text_of(Span(at, start))), False
        yield inline(report.text_of(Span(start, end))), True
        at = end
    yield inline(report.text_of(Span(at, span.end))), False


def paragraphs(report: Report) -> Iterator[tuple[Passage, ...]]:
    """Yield the passages of each paragraph."""
    for _, group in groupby(report.passages, lambda it: report.sentences[it.first].paragraph):
        yield tuple(group)
