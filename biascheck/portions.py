"""A stream in portions that are bounded in number and size, so that memory is."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_T = TypeVar("_T")


def portions(
    stream: Iterable[_T], most: int, size: Callable[[_T], int], total: int
) -> Iterator[list[_T]]:
    """Yield the stream in order, lazily; equal streams give equal portions.

    Args:
        stream: What to part.
        most: How many a portion has at most, at least 1.
        size: What one counts for.
        total: A portion ends with the one that brings it to so much.
    """
    rest = iter(stream)
    while portion := list(_until(islice(rest, most), size, total)):
        yield portion


def _until(stream: Iterator[_T], size: Callable[[_T], int], total: int) -> Iterator[_T]:
    reached = 0
    for one in stream:
        yield one
        reached += size(one)
        if reached >= total:
            return
