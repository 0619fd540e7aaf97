"""Results as one file: made of the parts when all blocks are done.

A JSON Lines file is the full reports one after the other; CSV and Parquet hold the table
of articles, with a row also for what is a duplicate or failed. Reading a CSV or Parquet
file takes the three tables apart again.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from biascheck.atomic import atomic
from biascheck.errors import DataError
from biascheck.results.parts import LINES, part_path, to_table, write_parquet
from biascheck.results.schema import schema, single_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

# The tables that a single file is made of.
PARTS: Final = ("articles", "duplicates", "errors")
# Rows per group of a Parquet file: some MB, so that memory stays flat.
_GROUP: Final = 10_000
_COPIED: Final = 1 << 20
# Longest record of a CSV file: texts are not in it, but what fits no column is.
_RECORD: Final = 64 << 20

# Column of a table to the single file's, where they differ.
_RENAMED: Final[dict[str, dict[str, str]]] = {
    "articles": {},
    "duplicates": {
        "of_row": "duplicate_of",
        "of_id": "duplicate_of_id",
        "kind": "duplicate_kind",
    },
    "errors": {"code": "error_code", "message": "error_message"},
}
_STATUS: Final = {"articles": "result", "duplicates": "duplicate", "errors": "error"}


def outcome_rows(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Yield a row for each item of a block, in the order of the corpus.

    Args:
        tables: Rows of ``PARTS``; other tables are left alone.
    """
    rows = [_outcome(row, table) for table in PARTS for row in tables.get(table, ())]
    yield from sorted(rows, key=lambda row: row["row"])


def write_single(target: Path, folder: Path, blocks: int, carried: pa.Schema | None) -> None:
    """Write the parts of a folder as one file, of the kind that its name says.

    Args:
        target: The file; it appears whole or not at all.
        folder: Where the parts are.
        blocks: How many blocks there are.
        carried: The fields that ``articles`` carries.

    Raises:
        OutputError: The file cannot be written.
        DataError: A part is missing or damaged.
    """
    suffix = target.suffix.lower()
    if suffix == ".jsonl":
        _write_lines(target, folder, blocks)
    elif suffix == ".csv":
        _write_csv(target, folder, blocks, carried)
    else:
        _write_parquet(target, folder, blocks, carried)


def _write_lines(target: Path, folder: Path, blocks: int) -> None:
    with atomic(target) as file:
        for number in range(blocks):
            for data in _chunks(part_path(folder, LINES, number)):
                file.write(data)


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as part:
            while data := part.read(_COPIED):
                yield data
    except OSError as error:
        raise _lost(path, error) from error


def _write_csv(target: Path, folder: Path, blocks: int, carried: pa.Schema | None) -> None:
    names = single_schema(carried).names
    with atomic(target) as file:
        _put(file, [names])
        for rows in _rows(folder, blocks):
            _put(file, ([_cell(row.get(name)) for name in names] for row in rows))


def _put(file: io.RawIOBase, rows: Iterable[list[Any]]) -> None:
    text = io.StringIO()
    # RFC 4180's line end; with it the writer quotes a lone carriage return, too.
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    file.write(text.getvalue().encode("utf-8"))


def _cell(value: Any) -> Any:
    """Return a value as a cell: lists and truth as JSON, the unknown as nothing."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (bool, list)) else value


def _write_parquet(target: Path, folder: Path, blocks: int, carried: pa.Schema | None) -> None:
    shape = single_schema(carried)
    with atomic(target) as file:
        write_parquet(file, (to_table(rows, shape) for rows in _groups(folder, blocks)), shape)


def _groups(folder: Path, blocks: int) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    for rows in _rows(folder, blocks):
        group.extend(rows)
        if len(group) >= _GROUP:
            yield group
            group = []
    if group:
        yield group


def _rows(folder: Path, blocks: int) -> Iterator[list[dict[str, Any]]]:
    for number in range(blocks):
        paths = {table: part_path(folder, table, number) for table in PARTS}
        tables = {table: _part(path) for table, path in paths.items() if path.exists()}
        yield list(outcome_rows(tables))


def _part(path: Path) -> list[dict[str, Any]]:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as part:
            rows: list[dict[str, Any]] = part.read().to_pylist()
    except (pa.ArrowInvalid, OSError) as error:
        raise _lost(path, error) from error
    return rows


def _lost(path: Path, error: Exception) -> DataError:
    return DataError(
        f"a part of the results is missing or damaged ({type(error).__name__}).",
        source=str(path),
        hint="Start the run over with --restart.",
    )


def _outcome(row: Mapping[str, Any], table: str) -> dict[str, Any]:
    renamed = _RENAMED[table]
    values = {renamed.get(name, name): value for name, value in row.items()}
    return {**values, "status": _STATUS[table]}


def read_single(path: Path, table: str) -> pa.Table:
    """Return one of the tables ``PARTS`` from a CSV or Parquet file.

    The carried columns of a CSV file are text, since such a file has no types.

    Raises:
        DataError: The file is none of ours.
    """
    import pyarrow as pa
    from pyarrow import compute

    whole = _read(path)
    missing = [name for name in single_schema().names if name not in whole.column_names]
    if missing:
        raise DataError(
            f"it is no result of a corpus: it has no column {missing[0]!r}.",
            source=str(path),
            hint="Name a file or folder that 'biascheck batch' wrote.",
        )
    found = whole.filter(compute.equal(whole["status"], _STATUS[table]))
    shape = schema(table, _carried(whole.schema) if table == "articles" else None)
    renamed = _RENAMED[table]
    columns = [found[renamed.get(name, name)].cast(shape.field(name).type) for name in shape.names]
    return pa.Table.from_arrays(columns, schema=shape)


def _read(path: Path) -> pa.Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        if path.suffix.lower() == ".csv":
            return _read_csv(path)
        return parquet.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DataError(
            f"it cannot be read ({str(error).splitlines()[0]}).",
            source=str(path),
            hint="Score the corpus again.",
        ) from error


def _read_csv(path: Path) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file), [])
    shape = single_schema()
    lists = [field.name for field in shape if pa.types.is_list(field.type)]
    kinds = {name: pa.string() for name in names}
    kinds |= {field.name: field.type for field in shape if field.name not in lists}
    table = arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(block_size=_RECORD, use_threads=False),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=kinds, null_values=[""], strings_can_be_null=True
        ),
    )
    for name in set(lists) & set(names):
        values = [None if cell is None else json.loads(cell) for cell in table[name].to_pylist()]
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.array(values, shape.field(name).type))
    return table


def _carried(found: pa.Schema) -> pa.Schema:
    import pyarrow as pa

    known = set(single_schema().names)
    return pa.schema([field for field in found if field.name not in known])
