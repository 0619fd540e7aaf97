"""How much an argument of a corpus holds: counted, or estimated where it is long.

Files that are an article each are always counted. Of tables and archives, a first part is
read and counted; the rest has as many articles per byte, or per row where the file tells
how many rows it has.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, Final

from biascheck.corpus.item import BrokenItem
from biascheck.corpus.sources.kinds import ARTICLE
from biascheck.corpus.sources.options import Context
from biascheck.errors import error_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources import Corpus
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.kinds import Kind

#: Ids that are shown of each argument.
IDS: Final = 3
#: Items of an argument that are counted; a few seconds' worth.
COUNTED: Final = 50_000

# Items of a file below which nothing can be said of the rest.
_FIRST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """What one argument stands for.

    Attributes:
        name: The argument.
        kind: What it is: ``folder``, ``CSV``, ``web archive``.
        files: How many files.
        articles: How many items an article can be taken from.
        broken: How many items none can be taken from, by code of the error.
        size: Characters of the articles; bytes for files and pages.
        guessed: What was told of guessed columns, once per table.
        carried: The columns that are carried through, in order.
        ids: The first ids.
        causes: The first message of each code in ``broken``.
        counted: Items that articles, broken and size are estimated from; None: they are exact.
    """

    name: str
    kind: str
    files: int
    articles: int = 0
    broken: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    guessed: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    causes: Mapping[str, str] = field(default_factory=dict)
    counted: int | None = None


def measure(
    corpus: Corpus, name: str, offer: Callable[[Item], None], *, most: int = COUNTED
) -> Part:
    """Return what an argument stands for.

    Args:
        corpus: The corpus.
        name: One of its arguments.
        offer: Is given every item that is read and has an article.
        most: Items after which the rest is estimated.

    Raises:
        ConfigError: An option does not fit a file.
        InputError: The argument names nothing.
    """
    told: list[str] = []
    alone = replace(corpus, names=(name,), announce=told.append)
    survey = _Survey(Context(alone.options, alone.announce), offer, most)
    for file, kind in alone.files():
        survey.see(file, kind)
    kind_name, files = alone.kinds()[0]
    broken: Counter[str] = Counter()
    for count in survey.counts.values():
        broken.update({code: round(n * count.factor) for code, n in count.broken.items()})
    return Part(
        name,
        kind_name,
        files,
        sum(round(count.articles * count.factor) for count in survey.counts.values()),
        dict(broken),
        sum(round(count.size * count.factor) for count in survey.counts.values()),
        tuple(told),
        tuple(survey.carried),
        tuple(survey.ids),
        survey.causes,
        survey.items if any(count.unread for count in survey.counts.values()) else None,
    )


@dataclass(slots=True)
class _Count:
    """What was found in the files of one kind, and how much of them was read."""

    articles: int = 0
    size: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    read: float = 0.0
    unread: float = 0.0

    @property
    def factor(self) -> float:
        """By how much all is more than what was read; at least 1."""
        return 1 + self.unread / self.read if self.read else 1.0


class _Survey:
    """Goes through the files of an argument and keeps what is to be told of them."""

    def __init__(self, context: Context, offer: Callable[[Item], None], most: int) -> None:
        self._context = context
        self._offer = offer
        self._most = most
        self.items = 0
        # What has no volume says nothing of what was not read.
        self.counts: dict[tuple[Kind, bool], _Count] = {}
        self.carried: dict[str, None] = {}
        self.ids: list[str] = []
        self.causes: dict[str, str] = {}

    def see(self, file: File, kind: Kind) -> None:
        """Read a file, or as much of it as there is time for."""
        meter = _Meter(file, kind)
        count = self.counts.setdefault((kind, meter.volume > 0), _Count())
        if self.items >= self._most and meter.volume and count.read:
            count.unread += meter.volume
            return
        done: float | None = None
        with closing(kind.items(meter.file, self._context)) as items:
            for number, item in enumerate(items, start=1):
                self._take(item, count)
                if self.items >= self._most and number >= _FIRST:
                    done = meter.done(number)
                    if done is not None:
                        break
        count.read += meter.volume if done is None else done
        count.unread += 0.0 if done is None else meter.volume - done

    def _take(self, item: Item, count: _Count) -> None:
        self.items += 1
        self.carried.update(dict.fromkeys(item.columns))
        if isinstance(item, BrokenItem):
            code = error_code(item.error)
            count.broken[code] += 1
            self.causes.setdefault(code, str(item.error))
            return
        count.articles += 1
        count.size += item.size
        if len(self.ids) < IDS:
            self.ids.append(item.id)
        self._offer(item)


class _Meter:
    """How much of a file was read: rows, where it tells how many it has, else bytes.

    Attributes:
        file: The file, to be read in place of the one that was given.
        volume: Rows or bytes in all; 0: not known, or not worth an estimate.
    """

    def __init__(self, file: File, kind: Kind) -> None:
        self.file = replace(file, watch=self._watch)
        self._stream: BinaryIO | None = None
        self._rows = kind.count(file)
        self.volume = self._rows or 0
        if not (kind.is_counted or kind is ARTICLE or file.path is None):
            with suppress(OSError):
                self.volume = file.path.stat().st_size

    def done(self, rows: int) -> float | None:
        """Return how much of the volume some rows are; None: all, or not known."""
        if self._rows is not None:
            return float(rows)
        try:
            done = 0 if self._stream is None else self._stream.tell()
        except (OSError, ValueError):  # the file is closed, as a database's is
            return None
        return float(done) if 0 < done < self.volume else None

    def _watch(self, stream: BinaryIO) -> None:
        self._stream = stream
