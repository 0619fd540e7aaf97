"""Parquet: one article per row; a row group is never in memory as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from biascheck.corpus.sources import rows
from biascheck.corpus.sources.arrow import batch_values, readable
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context
    from biascheck.corpus.sources.rows import Value

# Bytes of a column that are read at once; else it would be all of a row group's.
_BUFFER: Final = 1 << 20


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per row.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    yield from rows.items(file, _values(file, context), context)


def count(file: File) -> int:
    """Return how many rows the file says it has.

    Raises:
        DataError: It is damaged.
        OSError: It cannot be opened.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with file.open() as stream:
        try:
            return int(pq.read_metadata(stream).num_rows)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(file, error) from error


def _values(file: File, context: Context) -> Iterator[Value]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with file.open() as stream:
        try:
            table = pq.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(file, error) from error
        columns = readable(table.schema_arrow, context.options)
        line = 0
        try:
            for batch in table.iter_batches(batch_size=rows.BATCH, columns=columns):
                yield from batch_values(batch, line)
                line += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _damaged(file, error) from error


def _damaged(file: File, error: Any) -> DataError:
    reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    hint = "Is it a whole Parquet file?"
    return DataError(f"the table cannot be read ({reason}).", source=file.name, hint=hint)
