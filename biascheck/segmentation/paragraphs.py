"""Where the paragraphs of a text stand.

A paragraph is a line, as news sites, editors and the clipboard write them, unless
its lines were wrapped at a fixed width; then it is the run of wrapped lines.
Blank lines always separate paragraphs. The decision looks at one block of lines at
a time, so that text elsewhere in the article never moves a paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Widths, in characters, at which mail programs, terminals and converters wrap
#: (65 to 80 as a rule); longer lines are paragraphs, shorter ones page furniture.
MIN_WRAP: Final = 40
MAX_WRAP: Final = 120
#: Share of the full lines that must break inside a sentence. In wrapped English
#: about four of five do; in a list of short paragraphs hardly any.
MIN_MID_SENTENCE: Final = 1 / 3

_ENDS_SENTENCE: Final = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_BULLET: Final = re.compile(r"(?:[-*+•–—]|\(?\d{1,3}[.)])\s")


class _Line(NamedTuple):
    """A non-blank line without its surrounding blanks; ``indent`` blanks stood before it."""

    span: Span
    text: str
    indent: int


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the paragraphs of ``text[start:end]`` in order, without surrounding blanks.

    Every non-blank character (``not str.isspace()``) lies in exactly one of them.
    Time is linear in the length.
    """
    for block in _blocks(text, start, len(text) if end is None else end):
        yield from _paragraphs_of(block)


def _blocks(text: str, start: int, end: int) -> Iterator[list[_Line]]:
    """Yield the runs of non-blank lines."""
    block: list[_Line] = []
    for raw in text[start:end].splitlines(keepends=True):
        content = raw.strip()
        if content:
            indent = len(raw) - len(raw.lstrip())
            first = start + indent
            block.append(_Line(Span(first, first + len(content)), content, indent))
        elif block:
            yield block
            block = []
        start += len(raw)
    if block:
        yield block


def _paragraphs_of(block: Sequence[_Line]) -> Iterator[Span]:
    """Yield the paragraphs of one block: its lines, joined where they were wrapped."""
    width = max(len(line.text) for line in block)
    wrapped = _is_wrapped(block, width)
    first, last = block[0].span.start, block[0]
    for line in block[1:]:
        if not (wrapped and _continues(last, line, width)):
            yield Span(first, last.span.end)
            first = line.span.start
        last = line
    yield Span(first, last.span.end)


def _is_wrapped(block: Sequence[_Line], width: int) -> bool:
    """Return whether enough full lines of the block break inside a sentence."""
    if len(block) == 1 or not MIN_WRAP <= width <= MAX_WRAP:
        return False
    full = [pair for pair in pairwise(block) if _continues(*pair, width)]
    inside = sum(
        after.text[0].islower() and not _ENDS_SENTENCE.search(before.text) for before, after in full
    )
    return inside > 0 and inside >= MIN_MID_SENTENCE * len(full)


def _continues(before: _Line, after: _Line, width: int) -> bool:
    """Return whether ``before`` is full: the first word of ``after`` had no room in it."""
    if after.indent > before.indent or _BULLET.match(after.text):
        return False
    word = after.text.split(maxsplit=1)[0]
    return len(before.text) + 1 + len(word) > width
