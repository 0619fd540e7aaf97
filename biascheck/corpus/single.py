"""Results as one file: made of the parts when all blocks are done.

A JSON Lines file is the full reports one after the other; CSV and Parquet hold the table
of articles, with a row also for what is a duplicate or failed.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from biascheck.atomic import atomic, output_error
from biascheck.results.parts import LINES, part_path, to_table, write_parquet
from biascheck.results.schema import single_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

# The tables that a single file is made of.
PARTS: Final = ("articles", "duplicates", "errors")
# Rows per group of a Parquet file: some MB, so that memory stays flat.
_GROUP: Final = 10_000
_COPIED: Final = 1 << 20


def outcome_rows(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Yield a row for each item of a block, in the order of the corpus.

    Args:
        tables: Rows of ``PARTS``; other tables are left alone.
    """
    rows = [
        *({**row, "status": "result"} for row in tables.get("articles", ())),
        *map(_duplicate, tables.get("duplicates", ())),
        *map(_error, tables.get("errors", ())),
    ]
    yield from sorted(rows, key=lambda row: row["row"])


def write_single(target: Path, folder: Path, blocks: int, carried: pa.Schema | None) -> None:
    """Write the parts of a folder as one file, of the kind that its name says.

    Args:
        target: The file; it appears whole or not at all.
        folder: Where the parts are.
        blocks: How many blocks there are.
        carried: The fields that ``articles`` carries.

    Raises:
        OutputError: The file cannot be written, or a part cannot be read.
    """
    suffix = target.suffix.lower()
    try:
        if suffix == ".jsonl":
            _write_lines(target, folder, blocks)
        elif suffix == ".csv":
            _write_csv(target, folder, blocks, carried)
        else:
            _write_parquet(target, folder, blocks, carried)
    except FileNotFoundError as error:
        raise output_error(error, str(error.filename)) from error


def _write_lines(target: Path, folder: Path, blocks: int) -> None:
    with atomic(target) as file:
        for number in range(blocks):
            with part_path(folder, LINES, number).open("rb") as part:
                while data := part.read(_COPIED):
                    file.write(data)


def _write_csv(target: Path, folder: Path, blocks: int, carried: pa.Schema | None) -> None:
    names = single_schema(carried).names
    with atomic(target) as file:
        _put(file, [names])
        for rows in _rows(folder, blocks):
            _put(file, ([_cell(row.get(name)) for name in names] for row in rows))


def _put(file: io.RawIOBase, rows: Iterable[list[Any]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
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
    from pyarrow import parquet

    for number in range(blocks):
        tables = {}
        for table in PARTS:
            path = part_path(folder, table, number)
            if path.exists():
                with parquet.ParquetFile(path) as part:
                    tables[table] = part.read().to_pylist()
        yield list(outcome_rows(tables))


def _duplicate(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("row", "id", "source", "line", "similarity")},
        "status": "duplicate",
        "duplicate_of": row["of_row"],
        "duplicate_of_id": row["of_id"],
        "duplicate_kind": row["kind"],
    }


def _error(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("row", "id", "source", "line")},
        "status": "error",
        "error_code": row["code"],
        "error_message": row["message"],
    }
