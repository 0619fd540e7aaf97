"""DuckDB: the rows of a table or query; the database is opened read-only."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from biascheck.corpus.sources import rows
from biascheck.corpus.sources.arrow import batch_values
from biascheck.corpus.sources.databases import only_table, quoted, refused
from biascheck.errors import ConfigError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context, Options
    from biascheck.corpus.sources.rows import Value

# Of its cache, which would otherwise grow to most of the machine's memory.
_MEMORY: Final = "1GB"


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per row of the query, or of the only table with a text.

    Raises:
        ConfigError: DuckDB is not installed, the query does not select, or a table must
            be chosen.
        DataError: The database cannot be read.
    """
    yield from rows.items(file, _values(file, context.options), context)


def _values(file: File, options: Options) -> Iterator[Value]:
    try:
        import duckdb
    except ImportError:
        hint = "Install it: pip install 'biascheck[duckdb]'"
        raise ConfigError("DuckDB is not installed.", source=file.name, hint=hint) from None
    file.open().close()  # says why it cannot be opened
    line = 0
    try:
        with closing(_connect(file)) as base:
            query = options.query or _whole_table(base, options, file.name)
            for batch in _select(base, query, file.name):
                yield from batch_values(batch, line)
                line += batch.num_rows
    except duckdb.Error as error:
        where = f"{file.name}:{line + 1}" if line else file.name
        cause = f"the database cannot be read ({str(error).splitlines()[0].rstrip('.')})."
        raise DataError(cause, source=where, hint="Is it a whole DuckDB database?") from error


def _connect(file: File) -> Any:
    """Return a connection that reads no other file, and always in the same order."""
    import duckdb

    return duckdb.connect(
        str(file.path),
        read_only=True,
        config={"enable_external_access": "false", "memory_limit": _MEMORY, "threads": "1"},
    )


def _whole_table(base: Any, options: Options, source: str) -> str:
    found = base.execute(
        "SELECT table_name, list(column_name ORDER BY ordinal_position) "
        "FROM information_schema.columns WHERE table_schema = 'main' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return f"SELECT * FROM {quoted(only_table(dict(found), options, source))}"  # noqa: S608


def _select(base: Any, query: str, source: str) -> Any:
    """Return a reader of the batches of a query that only selects.

    Raises:
        ConfigError: It does something else, or is no SQL.
    """
    import duckdb

    try:
        statements = duckdb.extract_statements(query)
        if [it.type for it in statements] != [duckdb.StatementType.SELECT]:
            raise refused(query, "it is not one SELECT", source)
        found = base.sql(query)  # a stream; ``execute`` would hold all rows
        name = "to_arrow_reader" if hasattr(found, "to_arrow_reader") else "fetch_arrow_reader"
        return getattr(found, name)(rows.BATCH)
    except (
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.ParserException,
        duckdb.PermissionException,
    ) as error:
        raise refused(query, str(error), source) from None
