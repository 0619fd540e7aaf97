"""Which articles of a corpus repeat an earlier one, in memory that stays flat.

What is known of the earlier articles lies in a temporary SQLite file. The datasketch
package was considered: its index lives in RAM or in a database server.

*Exact*: equal once Unicode forms (NFKC), case and blanks are folded. *Near*: the Jaccard
index of the two sets of word 5-grams reaches a threshold. Candidates are found by MinHash
keys, and each is verified on the whole sets, so no article is called a near duplicate by
an estimate. An article is compared with those that were kept, never with duplicates:
chains of small edits do not drift away from the first.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Self

import numpy as np

from biascheck.corpus.shingles import Bands, jaccard, shingles
from biascheck.errors import ConfigError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

# Share of equal word 5-grams from which an article is the same one, lightly edited.
# Source: the usual choice for news and web text (Lee et al., ACL 2022, "Deduplicating
# training data makes language models better", section 4.2).
THRESHOLD: Final = 0.8
# Below, articles share less than half of what they say, and the keys become too many.
_LOWEST: Final = 0.5

# SQLite keeps at most this much of the file in memory, in KiB.
_CACHE: Final = 32 * 1024

_SETUP: Final = (
    # Nothing has to outlast the run: it reads the corpus again when it goes on.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    f"PRAGMA cache_size = -{_CACHE}",
    "CREATE TABLE exact (digest BLOB PRIMARY KEY, number INTEGER, id TEXT) WITHOUT ROWID",
    "CREATE TABLE kept (number INTEGER PRIMARY KEY, id TEXT, shingles BLOB)",
    "CREATE TABLE band (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An earlier article that an article repeats.

    Attributes:
        of_row: Number of the earlier article in the corpus.
        of_id: Its name.
        similarity: Jaccard index of word 5-grams, in [0, 1]; None if ``kind`` is exact.
        kind: Whether it is repeated exactly.
    """

    of_row: int
    of_id: str
    similarity: float | None
    kind: Literal["exact", "near"]


class Seen:
    """The articles that were kept so far; a context that removes its file at the end.

    Args:
        path: The temporary file; one that a killed run left is replaced.
        near: Find near duplicates, too.
        threshold: Jaccard index from which articles are near duplicates, in [0.5, 1].

    Raises:
        ConfigError: The threshold is out of range.
    """

    def __init__(self, path: Path, *, near: bool, threshold: float = THRESHOLD) -> None:
        if not _LOWEST <= threshold <= 1:
            raise ConfigError(
                f"a similarity of {threshold} does not make a near duplicate.",
                hint=f"Choose a threshold from {_LOWEST} to 1; {THRESHOLD} is usual.",
            )
        self._path = path
        self._near = near
        self._threshold = threshold
        self._bands = Bands.for_threshold(threshold)
        self._known: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        with self._told():
            self._path.unlink(missing_ok=True)
            self._known = sqlite3.connect(self._path, isolation_level=None)
            for statement in _SETUP:
                self._known.execute(statement)
            # One transaction that never ends: changed pages are written when memory is full.
            self._known.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        if self._known is not None:
            self._known.close()
        self._path.unlink(missing_ok=True)

    def first(self, number: int, id: str, text: str) -> Duplicate | None:  # noqa: A002 - the field's word
        """Return the first earlier article that this one repeats; else None, and keep it.

        Args:
            number: The article's number in the corpus; each is higher than the last.
            id: Its name.
            text: Its text. One of fewer than 5 words can only be repeated exactly.

        Raises:
            OutputError: The temporary file cannot be written.
        """
        folded = fold(text)
        digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._told():
            found = self._execute("SELECT number, id FROM exact WHERE digest = ?", digest)
            for of_row, of_id in found:
                return Duplicate(of_row, of_id, None, "exact")
            if self._near and (near := self._first_near(number, id, folded)):
                return near
            name = _storable(id)
            self._execute("INSERT INTO exact VALUES (?, ?, ?)", digest, number, name)
        return None

    def _first_near(self, number: int, name: str, folded: str) -> Duplicate | None:
        own = shingles(folded)
        if not len(own):
            return None
        keys = self._bands.keys(own).tolist()
        for of_row, of_id, blob in self._candidates(keys):
            similarity = jaccard(own, np.frombuffer(blob, np.uint32))
            if similarity >= self._threshold:
                return Duplicate(of_row, of_id, similarity, "near")
        self._keep(number, name, own, keys)
        return None

    def _candidates(self, keys: list[int]) -> Iterator[tuple[int, str, bytes]]:
        """Yield the kept articles that share a key, in the order of the corpus."""
        marks = ",".join("?" * len(keys))
        numbers = self._execute(
            f"SELECT DISTINCT number FROM band WHERE key IN ({marks}) ORDER BY number",  # noqa: S608 - marks only
            *keys,
        )
        for (number,) in numbers.fetchall():
            yield from self._execute("SELECT * FROM kept WHERE number = ?", number)

    def _keep(self, number: int, name: str, own: NDArray[np.uint32], keys: list[int]) -> None:
        assert self._known is not None
        self._execute("INSERT INTO kept VALUES (?, ?, ?)", number, _storable(name), own.tobytes())
        rows = ((key, number) for key in set(keys))
        self._known.executemany("INSERT INTO band VALUES (?, ?)", rows)

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        assert self._known is not None, "use it in a with statement"
        return self._known.execute(statement, values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn a failure of the file into an error that says what to do."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"the index of articles seen so far cannot be kept ({error}).",
                source=str(self._path),
                hint="Free some space there, choose another output, or leave out --dedupe.",
            ) from error


def fold(text: str) -> str:
    """Return a text with Unicode forms, case and blanks folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _storable(name: str) -> str:
    """Return a name without lone surrogates, which SQLite cannot store."""
    return name.encode("utf-8", "replace").decode("utf-8")
