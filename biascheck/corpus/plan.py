"""What a run over a corpus would read and need, found out without analysing it.

Items are streamed and counted (see ``extent``); a sample of them, drawn by reservoir sampling
with a fixed seed so that each is as likely as any other, is read as a run would read it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from biascheck.corpus.extent import COUNTED, measure
from biascheck.errors import error_code

if TYPE_CHECKING:
    from biascheck.corpus.extent import Part
    from biascheck.corpus.item import Item
    from biascheck.corpus.row import Row
    from biascheck.corpus.sources import Corpus
    from biascheck.types import Article

#: Characters per second: known, or found out by analysing a few articles.
Rate = float | Callable[[Sequence["Article"]], float]

#: Articles that a rate is measured on.
MEASURED: Final = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """What reading some of the articles showed.

    Attributes:
        read: How many were.
        errors: How many could not be used, by code.
        languages: How many were in each language; None: it could not be told.
        characters: Characters of the texts that were read.
        size: What was taken for that before they were read.
        causes: The first message of each code in ``errors``.
    """

    read: int
    errors: Mapping[str, int]
    languages: Mapping[str | None, int]
    characters: int
    size: int
    causes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would read and need.

    Attributes:
        parts: One per argument.
        sample: What reading some articles showed.
        rate: Characters analysed per second; None: not known.
    """

    parts: tuple[Part, ...]
    sample: Sample
    rate: float | None

    @property
    def articles(self) -> int:
        """Articles of all arguments."""
        return sum(part.articles for part in self.parts)

    @property
    def failing(self) -> int | None:
        """About how many items will fail; None: no article could be read to tell by."""
        broken = sum(sum(part.broken.values()) for part in self.parts)
        if not self.articles:
            return broken
        if not self.sample.read:
            return None
        return broken + round(self.articles * sum(self.sample.errors.values()) / self.sample.read)

    @property
    def characters(self) -> int | None:
        """About how many characters will be analysed; None: none could be read to tell by."""
        size = sum(part.size for part in self.parts)
        if not self.sample.size:
            return None if size else 0
        return round(size * self.sample.characters / self.sample.size)

    @property
    def seconds(self) -> float | None:
        """About how long that takes in one process; None: the rate is not known."""
        if self.rate is None or self.characters is None:
            return None
        return self.characters / self.rate


def make_plan(
    corpus: Corpus,
    *,
    sample: int = 50,
    rate: Rate | None = None,
    force: bool = False,
    most: int = COUNTED,
) -> Plan:
    """Return what a run over a corpus would read and need.

    Standard input is used up by this.

    Args:
        corpus: The corpus.
        sample: How many articles to read.
        rate: Characters per second, or what measures them; None: say nothing of time.
        force: As for a run: articles in other languages count as readable.
        most: Items of an argument after which the rest is estimated.

    Raises:
        ConfigError: An option does not fit a file.
        InputError: An argument names nothing.
    """
    drawn = _Reservoir(sample)
    parts = tuple(measure(corpus, name, drawn.offer, most=most) for name in corpus.names)
    rows = [(item, item.read(force=force)) for item in drawn.items]
    articles = [row.article for _, row in rows if row.article is not None]
    if callable(rate):
        rate = rate(articles[:MEASURED]) if articles else None
    return Plan(parts, _sample(rows), rate)


def _sample(rows: Sequence[tuple[Item, Row]]) -> Sample:
    causes: dict[str, str] = {}
    for _, row in rows:
        if row.error is not None:
            causes.setdefault(error_code(row.error), str(row.error))
    known = [row.article for _, row in rows if row.article is not None]
    return Sample(
        read=len(rows),
        errors=dict(Counter(error_code(row.error) for _, row in rows if row.error is not None)),
        languages=dict(Counter(article.language for article in known)),
        characters=sum(len(article.text) for article in known),
        size=sum(item.size for item, _ in rows),
        causes=causes,
    )


class _Reservoir:
    """A sample of a stream of unknown length, in the order of the stream.

    Source: Vitter 1985, Random Sampling with a Reservoir, Algorithm R.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen = 0
        self._kept: list[tuple[int, Item]] = []
        self._random = random.Random(0)  # noqa: S311 - a sample, no secret

    @property
    def items(self) -> list[Item]:
        """What was drawn."""
        return [item for _, item in sorted(self._kept, key=lambda it: it[0])]

    def offer(self, item: Item) -> None:
        """Take an item into the sample, perhaps in place of another."""
        self._seen += 1
        if len(self._kept) < self._most:
            self._kept.append((self._seen, item))
        elif (place := self._random.randrange(self._seen)) < self._most:
            self._kept[place] = (self._seen, item)
