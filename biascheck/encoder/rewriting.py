"""A stretch of text with some spans written otherwise, and where each character came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from biascheck.names.stand_ins import StandIn


class Rewritten(NamedTuple):
    """A rewritten stretch.

    Attributes:
        text: What is read, ``n`` code points.
        starts: First code point in the original text of what each stands for, int64 ``[n]``.
        ends: One past the last, int64 ``[n]``. All of a stand-in stands for its whole span.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def rewrite(text: str, start: int, end: int, stand_ins: Iterable[StandIn]) -> Rewritten:
    """Rewrite ``text[start:end]``.

    Args:
        text: The original.
        start: First code point of the stretch.
        end: One past its last.
        stand_ins: Ordered and disjoint, all inside the stretch.
    """
    parts: list[str] = []
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []

    def keep(first: int, last: int) -> None:
        parts.append(text[first:last])
        starts.append(np.arange(first, last))
        ends.append(np.arange(first + 1, last + 1))

    done = start
    for span, words in stand_ins:
        keep(done, span.start)
        parts.append(words)
        starts.append(np.full(len(words), span.start))
        ends.append(np.full(len(words), span.end))
        done = span.end
    keep(done, end)
    return Rewritten("".join(parts), np.concatenate(starts), np.concatenate(ends))
