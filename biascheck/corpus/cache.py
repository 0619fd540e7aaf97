"""Reports of earlier runs, by all that they follow from, so that no article is encoded twice.

One SQLite file, which several processes of one machine may use at a time. The diskcache
package was considered: it keeps Python pickles, which biascheck never reads.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import DataError, OutputError
from biascheck.render.contract import from_dict, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.types import Article, Provenance, Report

NAME: Final = "reports.sqlite"
#: Bytes that the file may grow to: at some 3 for each character, 700,000 articles of 600 words.
LIMIT: Final = 8_000_000_000

# Seconds that a process waits for another one to have written.
_PATIENCE: Final = 60.0
# Reports that make room for others at a time.
_DROPPED: Final = 256
# Keys in a question; SQLite allows 999 in its oldest builds.
_ASKED: Final = 500

_SETUP: Final = (
    # Readers and a writer do not wait for each other.
    "PRAGMA journal_mode = WAL",
    # What a loss of power takes is computed again.
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE IF NOT EXISTS report (key BLOB PRIMARY KEY, used INTEGER, value BLOB)",
    "CREATE INDEX IF NOT EXISTS by_use ON report (used)",
)


@dataclass(frozen=True, slots=True)
class Cache:
    """Where reports are kept; small and picklable.

    Attributes:
        folder: A folder on a disk of this machine; made if it is missing.
        version: The release of biascheck, since another one may decide otherwise.
        limit: Bytes of the file from which the reports that were not used for longest make
            room for new ones.
    """

    folder: Path
    version: str
    limit: int = LIMIT

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / NAME

    def keys(
        self, articles: Iterable[Article], model: Provenance, options: Mapping[str, Any]
    ) -> list[bytes]:
        """Return what each article's report follows from, as 20 bytes.

        That is all but the article's id and source.

        Args:
            articles: The articles.
            model: What analyses them.
            options: What else decides the reports: JSON values.
        """
        told = [self.version, asdict(model), dict(options)]
        identity = json.dumps(told, sort_keys=True)
        return [_digest(identity, repr(replace(it, id="", source=""))) for it in articles]

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, Report]:
        """Return the reports that are known, without their articles' texts and names.

        Raises:
            OutputError: The file cannot be opened.
            DataError: It is damaged.
        """
        found: dict[bytes, Report] = {}
        with self._open() as connection:
            for first in range(0, len(keys), _ASKED):
                some = keys[first : first + _ASKED]
                marks = ", ".join("?" * len(some))
                asked = f"SELECT key, value FROM report WHERE key IN ({marks})"  # noqa: S608 - marks only
                for key, value in connection.execute(asked, some):
                    found[key] = _read(value)
            today = _today()
            used = [(today, key, today) for key in found]
            connection.executemany("UPDATE report SET used = ? WHERE key = ? AND used < ?", used)
        return found

    def keep(self, reports: Mapping[bytes, Report]) -> None:
        """Keep reports, and drop old ones where there is no room.

        Raises:
            OutputError: The file cannot be written.
            DataError: It is damaged.
        """
        rows = [(key, _today(), _write(report)) for key, report in reports.items()]
        with self._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO report VALUES (?, ?, ?)", rows)
            while _bytes(connection) > self.limit and _drop(connection):
                pass

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file; what is written counts as a whole once the block ends well."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=_PATIENCE)
            try:
                for statement in _SETUP:
                    connection.execute(statement)
                with connection:
                    yield connection
            finally:
                connection.close()
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(
                f"the cache cannot be used ({error}).",
                source=str(self.path),
                hint="Name a folder of yours on a local disk with room, or leave --cache out.",
            ) from error
        except (sqlite3.DatabaseError, zlib.error, ValueError, DataError) as error:
            raise DataError(
                f"the cache is damaged ({error}).",
                source=str(self.path),
                hint="Remove the file; its reports are computed again.",
            ) from error


def _today() -> int:
    """Return the day: a finer time would be written again with each use."""
    return int(time.time() // 86_400)


def _digest(identity: str, article: str) -> bytes:
    known = hashlib.blake2b(digest_size=20)
    for part in (identity, "\0", article):
        known.update(part.encode("utf-8", "surrogatepass"))
    return known.digest()


def _write(report: Report) -> bytes:
    """Return a report without its article's text: the article is at hand when it is read."""
    bare = replace(report, article=replace(report.article, text=""))
    return zlib.compress(json.dumps(to_dict(bare)).encode())


def _read(value: bytes) -> Report:
    return from_dict(json.loads(zlib.decompress(value)))


def _bytes(connection: sqlite3.Connection) -> int:
    """Return how much of the file is in use."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _drop(connection: sqlite3.Connection) -> int:
    """Drop the reports that were not used for longest; return how many."""
    oldest = "SELECT key FROM report ORDER BY used LIMIT ?"
    return connection.execute(
        f"DELETE FROM report WHERE key IN ({oldest})",  # noqa: S608 - no input
        (_DROPPED,),
    ).rowcount
