"""What became of some items: rows, lines and counts, and the receipt of a block."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from biascheck.results.parts import all_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.corpus.block import Block


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items became what.

    Attributes:
        results: Items with a result.
        duplicates: Items that repeat an earlier one.
        errors: Items that failed, by code.
        least: Place (source, with the line if it has one) and neutrality of the least neutral
            article, if any.
        cached: Items whose result was taken from the cache.
    """

    results: int = 0
    duplicates: int = 0
    errors: Mapping[str, int] = field(default_factory=dict)
    least: tuple[str, float] | None = None
    cached: int = 0

    @property
    def failed(self) -> int:
        """Items that failed."""
        return sum(self.errors.values())

    @property
    def items(self) -> int:
        """All items."""
        return self.results + self.duplicates + self.failed

    def __add__(self, other: Counts) -> Counts:
        errors = Counter(self.errors)
        errors.update(other.errors)
        known = [it for it in (self.least, other.least) if it is not None]
        return Counts(
            self.results + other.results,
            self.duplicates + other.duplicates,
            dict(sorted(errors.items())),
            # Ties go to the source that comes first, whatever the order of the sum.
            min(known, key=lambda it: (it[1], it[0]), default=None),
            self.cached + other.cached,
        )


@dataclass(frozen=True, slots=True)
class Scored:
    """What became of some items.

    Attributes:
        tables: Table to its rows.
        lines: A JSON line per item, where they were asked for.
        counts: How many became what.
    """

    tables: Mapping[str, list[dict[str, Any]]]
    lines: tuple[str, ...]
    counts: Counts

    @classmethod
    def join(cls, parts: Sequence[Scored]) -> Scored:
        """Return what became of all items of the parts, which follow one another."""
        return cls(
            all_rows(part.tables for part in parts),
            tuple(chain.from_iterable(part.lines for part in parts)),
            sum((part.counts for part in parts), Counts()),
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """The sign that a block is done: it is written when all its parts are on the disk.

    Attributes:
        block: The block's number.
        digest: The block's digest, by which a changed input is known.
        counts: What became of its items.
    """

    block: int
    digest: str
    counts: Counts

    @classmethod
    def of(cls, block: Block, counts: Counts, digest: str | None = None) -> Receipt:
        """Return the receipt of a block, with its digest if it is not known.

        Raises:
            AssertionError: The counts do not add up, which is a bug.
        """
        assert counts.items == len(block.items), f"block {block.number}: {counts}"
        return cls(block.number, digest or block.digest(), counts)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Receipt:
        """Return what ``to_dict`` wrote.

        Raises:
            KeyError: It is something else.
            TypeError: The same.
        """
        counts = dict(data["counts"])
        least = counts.pop("least")
        told = Counts(**counts, least=None if least is None else (least[0], least[1]))
        return cls(data["block"], data["digest"], told)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)
