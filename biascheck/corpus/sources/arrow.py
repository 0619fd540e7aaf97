"""Rows out of Arrow's batches, which Parquet, DuckDB and Hugging Face datasets share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biascheck.corpus.sources.columns import has_text, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from biascheck.corpus.sources.options import Options
    from biascheck.corpus.sources.rows import Value


def readable(schema: pa.Schema, options: Options) -> list[str] | None:
    """Return the columns to read: all but binary ones, which are images and the like.

    None stands for all, where names are not unique and so select nothing.
    """
    if len(set(schema.names)) < len(schema.names):
        return None
    return [
        field.name
        for field in schema
        if has_text([field.name], options) or not _is_binary(field.type)
    ]


def _is_binary(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kinds = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    return any(is_kind(kind) for is_kind in kinds)


def batch_values(batch: pa.RecordBatch, before: int) -> Iterator[Value]:
    """Yield the number, from 1, and the fields of each row of a batch.

    Args:
        batch: Some rows.
        before: How many rows came before them.
    """
    names = unique_names(batch.schema.names)
    fields = [_values(column) for column in batch.columns]
    for number in range(batch.num_rows):
        yield (
            before + number + 1,
            {name: values[number] for name, values in zip(names, fields, strict=True)},
        )


def _values(column: pa.Array) -> list[Any]:
    """Return a column's values; text that is not UTF-8 stays bytes, by which it is known."""
    import pyarrow as pa

    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        large = pa.types.is_large_string(column.type)
        values = column.view(pa.large_binary() if large else pa.binary()).to_pylist()
    except (ValueError, OverflowError, pa.ArrowException):
        # Dates beyond Python's calendar and nanoseconds without pandas.
        values = column.cast(pa.string()).to_pylist()
    return values
