"""The tables of a corpus as Arrow schemas; each field carries its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.errors import unknown_name
from biascheck.results.columns import COLUMNS, OUTCOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from biascheck.results.columns import Column

TABLES: Final = tuple(COLUMNS)
SCHEMA: Final = "biascheck.results/1"
KINDS: Final = (
    "bool",
    "double",
    "float",
    "int32",
    "int64",
    "list<int32>",
    "list<string>",
    "string",
)

# What is known of an item that was not analysed.
_ALWAYS: Final = frozenset({"row", "id", "source", "status"})


def describe() -> Mapping[str, tuple[Column, ...]]:
    """Return the documented columns of every table, by its name."""
    return COLUMNS


def schema(table: str, carried: pa.Schema | None = None) -> pa.Schema:
    """Return the schema of a table.

    Args:
        table: Its name.
        carried: Fields of the input that ``articles`` carries after its own.

    Raises:
        ConfigError: There is no such table.
    """
    import pyarrow as pa

    if table not in COLUMNS:
        raise unknown_name("table", table, TABLES)
    fields = to_fields(COLUMNS[table])
    if table == "articles" and carried is not None:
        fields.extend(carried)
    return pa.schema(fields, metadata={"schema": SCHEMA, "table": table})


def single_schema(carried: pa.Schema | None = None) -> pa.Schema:
    """Return the schema of a single file: ``articles``, and what became of each item."""
    import pyarrow as pa

    articles = schema("articles", carried)
    fields = [
        field.with_nullable(field.name not in _ALWAYS) for field in (*articles, *to_fields(OUTCOME))
    ]
    return pa.schema(fields, metadata={"schema": SCHEMA, "table": "single"})


def to_fields(columns: Iterable[Column]) -> list[pa.Field]:
    """Return documented columns as the fields of a schema."""
    return [_field(column) for column in columns]


def _field(column: Column) -> pa.Field:
    import pyarrow as pa

    told = column.meaning + (f"; null: {column.null}" if column.null else "")
    nullable = column.null is not None
    return pa.field(column.name, _type(column.kind), nullable, metadata={"description": told})


def _type(kind: str) -> pa.DataType:
    import pyarrow as pa

    if kind.startswith("list<"):
        return pa.list_(pa.field("element", _type(kind[5:-1]), nullable=False))
    return pa.type_for_alias(kind)
