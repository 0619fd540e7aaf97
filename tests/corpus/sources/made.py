"""A corpus of one file, made for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.corpus.item import BrokenItem
from biascheck.corpus.sources import Corpus, Options

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.corpus.item import Item


def items(path: Path, data: bytes | None = None, **options) -> list[Item]:
    """Return the items of a file, which must be the same twice."""
    if data is not None:
        path.write_bytes(data)
    corpus = Corpus([str(path)], Options(**options))
    found = list(corpus.items())
    assert [it.digest() for it in found] == [it.digest() for it in corpus.items()]
    return found


def summary(found: list[Item]) -> list[tuple[int | None, str, bool]]:
    """Return line, id and whether there is an article of each item."""
    return [(it.line, it.id, not isinstance(it, BrokenItem)) for it in found]


def faults(found: list[Item]) -> list[str]:
    """Return what is wrong with the broken ones."""
    return [str(it.error) for it in found if isinstance(it, BrokenItem)]
