"""Blocks: the items of a corpus in portions that are analysed and committed as one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from biascheck.portions import portions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biascheck.corpus.dedupe import Duplicate
    from biascheck.corpus.item import Item

# Enough to fill the batches of the encoder many times over, few enough that an
# interruption costs seconds and that memory does not depend on the corpus.
ITEMS: Final = 128
CHARACTERS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring items of a corpus.

    Attributes:
        number: From 0.
        first_row: Number of its first item in the corpus, from 0.
        items: The items, at least one.
        duplicates: Row to the earlier item that the row's item repeats.
        crashed: Rows at whose analysis a process died.
    """

    number: int
    first_row: int
    items: tuple[Item, ...]
    duplicates: Mapping[int, Duplicate] = field(default_factory=dict)
    crashed: frozenset[int] = frozenset()

    def numbered(self) -> Iterator[tuple[int, Item]]:
        """Yield the items with their rows."""
        return enumerate(self.items, start=self.first_row)

    def digest(self) -> str:
        """Return what changes when the items do: 32 hexadecimal digits."""
        known = hashlib.blake2b(digest_size=16)
        for item in self.items:
            columns = sorted(item.columns.items())
            told = repr((item.id, item.source, item.line, columns))
            known.update(told.encode("utf-8", "surrogatepass"))
            known.update(item.digest())
        return known.hexdigest()

    def halves(self) -> tuple[Block, Block]:
        """Return the block in two parts, of one item at least where it has two."""
        middle = len(self.items) // 2
        first = replace(self, items=self.items[:middle])
        return first, replace(self, first_row=self.first_row + middle, items=self.items[middle:])


def blocks(
    items: Iterable[Item], size: int = ITEMS, characters: int = CHARACTERS
) -> Iterator[Block]:
    """Group a stream of items; equal streams give equal blocks.

    Args:
        items: In the order of the corpus.
        size: Most items of a block, at least 1.
        characters: A block ends with the item that brings it to so many.
    """
    row = 0
    for number, group in enumerate(portions(items, size, lambda item: item.size, characters)):
        yield Block(number, row, tuple(group))
        row += len(group)
