"""What SQLite and DuckDB share: which table is read where no query says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.corpus.sources.columns import has_text
from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.corpus.sources.options import Options


def only_table(tables: Mapping[str, Sequence[str]], options: Options, source: str) -> str:
    """Return the only table that has a column for the text.

    Args:
        tables: Every table's name and its columns.
        options: May name the column.
        source: The database, for messages.

    Raises:
        ConfigError: There is none, or more than one.
    """
    fit = [name for name, columns in tables.items() if has_text(columns, options)]
    if len(fit) == 1:
        return fit[0]
    if fit:
        cause = f"several tables have a text ({', '.join(fit)})."
        hint = f"Choose one: --query 'SELECT * FROM {fit[0]}'"  # noqa: S608 - a hint
        raise ConfigError(cause, source=source, hint=hint)
    if options.text_column is not None and tables:
        known = {column for columns in tables.values() for column in columns}
        raise unknown_name("text column", options.text_column, known, source)
    have = "; ".join(f"{name}: {', '.join(columns)}" for name, columns in tables.items())
    cause = f"no table has a column that looks like the text ({have or 'it has no table'})."
    raise ConfigError(cause, source=source, hint="Name it with --text-column, or use --query.")


def refused(query: str, reason: str, source: str) -> ConfigError:
    """Return the error for a query that cannot be run, or may not be."""
    cause = f"the query cannot be used ({reason.splitlines()[0].rstrip('.')}): {query}"
    hint = "Give one SELECT over the tables of this database."
    return ConfigError(cause, source=source, hint=hint)


def quoted(name: str) -> str:
    """Return a name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'
