"""Long articles in overlapping windows: every token is owned by exactly one window.

A window holds whole sentences where they fit. Neighbouring windows share some
sentences, so that a sentence at the edge is read with context on both sides; it
counts once, in the window that owns it. Nothing is ever truncated: a sentence
longer than a window is read in several pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from biascheck.encoder.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``[start, end)`` are read, ``[own_start, own_end)`` of them are owned."""

    start: int
    end: int
    own_start: int
    own_end: int

    @property
    def length(self) -> int:
        """Positions taken up, with the opening and the closing token."""
        return self.end - self.start + 2


def plan_windows(tokens: Tokens, size: int, overlap: int) -> tuple[Window, ...]:
    """Cover a document with windows of at most ``size`` positions.

    Args:
        tokens: The document.
        size: Positions of a window, opening and closing token included.
        overlap: Tokens that neighbouring windows aim to share.

    Returns:
        Windows in order; the owned ranges tile ``[0, len(tokens))``.
    """
    room = size - 2
    edges = _unit_edges(tokens.sentences, room // 2)
    return tuple(_greedy(edges, room, overlap))


def _unit_edges(sentences: NDArray[np.int64], longest: int) -> list[int]:
    """Return the token positions where a window may begin: sentence starts, long ones cut."""
    n = len(sentences)
    if n == 0:
        return [0]
    starts = [0, *(np.flatnonzero(np.diff(sentences)) + 1).tolist(), n]
    edges = [0]
    for start, end in pairwise(starts):
        edges.extend(range(start + longest, end, longest))
        edges.append(end)
    return edges


def _greedy(edges: list[int], room: int, overlap: int) -> Iterator[Window]:
    first = 0
    own_start = 0
    last_unit = len(edges) - 1
    while own_start < edges[-1]:
        last = first + 1
        while last < last_unit and edges[last + 1] - edges[first] <= room:
            last += 1
        if last == last_unit:
            yield Window(edges[first], edges[last], own_start, edges[last])
            return
        # Step back over whole units for the shared part; always move on by one unit.
        following = last
        while following - 1 > first + 1 and edges[last] - edges[following - 1] <= overlap:
            following -= 1
        own_unit = following + (last - following + 1) // 2
        yield Window(edges[first], edges[last], own_start, edges[own_unit])
        own_start = edges[own_unit]
        first = following
