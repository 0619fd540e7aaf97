"""Where an offset stands for people and editors: line and column, both from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from biascheck.types import Span

# As editors count: a form feed or U+2028 ends no line.
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text; columns count code points, the end is one past the last one."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of a text.

    Args:
        text: The text as it was read.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, span: Span) -> Place:
        """Return the lines and columns of a span."""
        return Place(*self._position(span.start), *self._position(span.end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
