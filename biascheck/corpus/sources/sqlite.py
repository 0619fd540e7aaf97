"""SQLite: the rows of a table or query; the database is opened so that nothing can write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from biascheck.corpus.sources import rows
from biascheck.corpus.sources.columns import unique_names
from biascheck.corpus.sources.databases import only_table, quoted, refused
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context, Options
    from biascheck.corpus.sources.rows import Value

# What a query may do: select. It may not attach files, load code or change settings.
_ALLOWED: Final = frozenset(
    (
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_SELECT,
    )
)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per row of the query, or of the only table with a text.

    Raises:
        ConfigError: The query does not select, or a table must be chosen.
        DataError: The database cannot be read.
    """
    yield from rows.items(file, _values(file, context.options), context)


def _values(file: File, options: Options) -> Iterator[Value]:
    assert file.path is not None
    file.open().close()  # says why it cannot be opened, which SQLite does not
    address = f"file:{quote(str(file.path.absolute()))}?mode=ro"
    line = 0
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            base.text_factory = _text
            query = options.query or _whole_table(base, options, file.name)
            cursor = _select(base, query, file.name)
            names = unique_names(column for column, *_ in cursor.description)
            cursor.arraysize = rows.BATCH
            for line, fields in enumerate(cursor, start=1):
                yield line, dict(zip(names, fields, strict=True))
    except sqlite3.Error as error:
        where = f"{file.name}:{line + 1}" if line else file.name
        cause = f"the database cannot be read ({error})."
        raise DataError(cause, source=where, hint="Is it a whole SQLite database?") from error


def _text(data: bytes) -> str | bytes:
    """Return a text; one that is not UTF-8 stays bytes, by which it is known."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


def _whole_table(base: sqlite3.Connection, options: Options, source: str) -> str:
    """Return a query for the rows of the only table with a text, in the order of their ids."""
    names = base.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    tables = {
        name: [row[1] for row in base.execute(f"PRAGMA table_info({quoted(name)})")]
        for (name,) in names
    }
    table = quoted(only_table(tables, options, source))
    try:
        base.execute(f"SELECT rowid FROM {table} LIMIT 0")  # noqa: S608 - quoted
    except sqlite3.OperationalError:  # a view, or a table without row ids
        return f"SELECT * FROM {table}"  # noqa: S608 - quoted
    return f"SELECT * FROM {table} ORDER BY rowid"  # noqa: S608 - quoted


def _select(base: sqlite3.Connection, query: str, source: str) -> sqlite3.Cursor:
    """Return the cursor of a query that only selects.

    Raises:
        ConfigError: It does something else, or is no SQL.
    """
    base.execute("SELECT count(*) FROM sqlite_master")  # a damaged file is no fault of the query
    base.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
    try:
        cursor = base.execute(query)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError | sqlite3.ProgrammingError) or (
            "not authorized" in str(error)
        ):
            raise refused(query, str(error), source) from None
        raise
    except sqlite3.Warning as error:  # several statements, before Python 3.12
        raise refused(query, str(error), source) from None
    if cursor.description is None:
        raise refused(query, "it selects nothing", source)
    return cursor
