"""The kinds of files that corpora lie in, by the endings of their names.

A kind's module is imported when its first file is read. It has a function ``read(file,
context)``, which yields the items of a file in order, and may have ``count(file)``, which
returns how many rows the file says it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from biascheck.corpus.item import BrokenItem
from biascheck.corpus.sources import compression
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context


class Reader(Protocol):
    """Yields the items of a file."""

    def __call__(self, file: File, context: Context) -> Iterator[Item]:
        """Yield the items in order.

        Raises:
            ConfigError: An option does not fit the file.
            DataError: The file cannot be read, or not any further.
            OSError: The same.
        """
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Attributes:
        name: What messages call it.
        module: The module that reads it, within this package.
        suffixes: The endings it is told by.
        is_compressible: Whether the ending of a compression may follow.
        is_in_folders: Whether files of this kind are read where only their folder is named.
        is_database: Whether ``--query`` is for it.
        is_counted: Whether its files say how many rows they have.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    is_compressible: bool = False
    is_in_folders: bool = True
    is_database: bool = False
    is_counted: bool = False

    @property
    def read(self) -> Reader:
        """The function that reads a file of this kind."""
        module = import_module(f"biascheck.corpus.sources.{self.module}")
        return cast("Reader", module.read)

    def count(self, file: File) -> int | None:
        """Return how many rows a file says it has; None: it must be read to know."""
        if not self.is_counted:
            return None
        module = import_module(f"biascheck.corpus.sources.{self.module}")
        try:
            return cast("int | None", module.count(file))
        except (DataError, OSError):  # told when it is read
            return None

    def items(self, file: File, context: Context) -> Generator[Item, None, None]:
        """Yield the items of a file; that it cannot be read, or read on, is one more.

        Raises:
            ConfigError: An option does not fit the file.
        """
        try:
            yield from self.read(file, context)
        except DataError as error:
            yield BrokenItem(id=file.id, source=file.name, error=error)
        except OSError as error:
            cause = f"the file cannot be read ({error.strerror or error})."
            hint = "Is it complete, and may it be read?"
            fault = DataError(cause, source=file.name, hint=hint)
            yield BrokenItem(id=file.id, source=file.name, error=fault)


ARTICLE: Final = Kind("article", "articles", (".htm", ".html", ".md", ".txt"), is_compressible=True)
JSON_LINES: Final = Kind("JSON Lines", "json_lines", (".jsonl", ".ndjson"), is_compressible=True)
JSON: Final = Kind("JSON", "json_values", (".json",), is_compressible=True, is_in_folders=False)
DELIMITED: Final = Kind("CSV", "delimited", (".csv", ".tsv"), is_compressible=True)
PARQUET: Final = Kind("Parquet", "parquet", (".parquet",), is_counted=True)
SQLITE: Final = Kind(
    "SQLite", "sqlite", (".db", ".sqlite", ".sqlite3"), is_in_folders=False, is_database=True
)
DUCKDB: Final = Kind("DuckDB", "duck", (".duckdb",), is_in_folders=False, is_database=True)
ARCHIVE: Final = Kind(
    "archive",
    "archives",
    (
        ".tar",
        ".tar.bz2",
        ".tar.gz",
        ".tar.xz",
        ".tar.zst",
        ".tbz2",
        ".tgz",
        ".txz",
        ".tzst",
        ".zip",
    ),
)
WARC: Final = Kind("web archive", "warc", (".warc",), is_compressible=True)
#: What has no ending to be told by.
DATASET: Final = Kind("Hugging Face dataset", "datasets", is_counted=True)
STDIN: Final = Kind("standard input", "stdin")

KINDS: Final = (ARTICLE, JSON_LINES, JSON, DELIMITED, PARQUET, SQLITE, DUCKDB, ARCHIVE, WARC)


def kind_of(name: str) -> Kind | None:
    """Return the kind of a file by its name; None where the name does not tell."""
    lower = name.lower()
    inner = compression.without_suffix(lower)
    for kind in KINDS:
        told = inner if kind.is_compressible else lower
        if told.endswith(kind.suffixes):
            return kind
    return None
