"""The parts of a result: a block of a corpus is one file in each table's folder.

A part's name follows from its block and its bytes follow from its rows, so that writing
a block twice gives the same files, and a run that was cut off can write it again.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from biascheck.atomic import atomic, output_error
from biascheck.results.schema import TABLES, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from biascheck.atomic import OutputFile

# The folder of the parts of full reports, as JSON Lines.
LINES: Final = "lines"

# Level 3 is zstd's own default; named so that another release writes the same.
_LEVEL: Final = 3
# One group per part for any sensible block; a larger one is cut, so that memory stays flat.
_GROUP: Final = 65_536

_PART: Final = re.compile(r"part-(\d{6,})\.(?:parquet|jsonl)")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def part_path(folder: Path, table: str, block: int) -> Path:
    """Return where a block's part of a table, or of ``LINES``, stands."""
    suffix = "jsonl" if table == LINES else "parquet"
    return folder / table / f"part-{block:06d}.{suffix}"


def write_block(
    folder: Path,
    block: int,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    carried: pa.Schema | None = None,
) -> None:
    """Write a block's part of every table; a table without rows gets no file.

    Args:
        folder: The results' folder.
        block: The block's number, from 0.
        rows: Table to its rows, as ``tables`` makes them.
        carried: The fields that ``articles`` carries (``Carried.schema()``).

    Raises:
        OutputError: A part cannot be written.
        ConfigError: There is no such table.
    """
    for table, values in rows.items():
        shape = schema(table, carried)
        path = part_path(folder, table, block)
        if not values:
            _remove(path)
            continue
        _make_folder(path.parent)
        with atomic(path) as file:
            write_parquet(file, [to_table(values, shape)], shape)


def write_lines(folder: Path, block: int, lines: Iterable[str]) -> None:
    """Write a block's part of the full reports.

    Args:
        folder: The results' folder.
        block: The block's number, from 0.
        lines: One per item, each with its line end.

    Raises:
        OutputError: The part cannot be written.
    """
    path = part_path(folder, LINES, block)
    _make_folder(path.parent)
    with atomic(path) as file:
        for line in lines:
            file.write(line.encode("utf-8"))


def parts(folder: Path, table: str) -> list[tuple[int, Path]]:
    """Return the numbers of the blocks with a part of a table, and the parts, in order."""
    try:
        paths = list((folder / table).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = ((_PART.fullmatch(path.name), path) for path in paths)
    return sorted((int(match[1]), path) for match, path in found if match)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left of parts it was writing.

    Only the run that holds the folder's lock may do so.
    """
    for table in (*TABLES, LINES):
        for path in (folder / table).glob(".part-*.part"):
            _remove(path)


def to_table(rows: Sequence[Mapping[str, Any]], shape: pa.Schema) -> pa.Table:
    """Return rows as an Arrow table; lone surrogates, which no file can hold, become U+FFFD."""
    import pyarrow as pa

    try:
        return pa.Table.from_pylist(rows, schema=shape)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_clean(row) for row in rows], schema=shape)


def write_parquet(file: OutputFile, tables: Iterable[pa.Table], shape: pa.Schema) -> None:
    """Write tables of one schema as one Parquet file, a row group each."""
    from pyarrow import parquet

    options: dict[str, Any] = {"compression": "zstd", "compression_level": _LEVEL}
    with parquet.ParquetWriter(file, shape, **options) as writer:
        for table in tables:
            writer.write_table(table, row_group_size=_GROUP)


def all_rows(many: Iterable[Mapping[str, list[Any]]]) -> dict[str, list[Any]]:
    """Return the rows of several reports as those of a block, by table."""
    joined: dict[str, list[Any]] = {table: [] for table in TABLES}
    for table, rows in chain.from_iterable(rows.items() for rows in many):
        joined[table].extend(rows)
    return joined


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(error, str(folder)) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return
    except OSError as error:
        raise output_error(error, str(path)) from error
