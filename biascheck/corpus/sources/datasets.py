"""Hugging Face datasets as ``save_to_disk`` leaves them: a folder per split, of Arrow streams.

They are read with pyarrow alone. A split is one table, whose rows are counted through its
files; the order of the splits is that of ``dataset_dict.json``.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from biascheck.corpus.sources import rows
from biascheck.corpus.sources.arrow import batch_values, readable
from biascheck.corpus.sources.file import File
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.options import Context
    from biascheck.corpus.sources.rows import Value


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per row, split by split.

    Raises:
        ConfigError: A column that was asked for is not there.
        DataError: The folder does not say what it holds.
    """
    assert file.path is not None
    for split in _splits(file.path):
        table = File.at(split, file.id)
        yield from rows.items(table, _values(split, context), context)


def count(file: File) -> int:
    """Return how many rows all splits have together; none of them is read.

    Raises:
        DataError: A file is damaged, or the folder does not say what it holds.
        OSError: A file cannot be opened.
    """
    assert file.path is not None
    parts = (part for split in _splits(file.path) for part in _files(split))
    return sum(batch.num_rows for part in parts for batch in _whole_batches(part))


def _splits(folder: Path) -> list[Path]:
    known = _json(folder / "dataset_dict.json")
    if known is None:
        return [folder]
    try:
        return [folder / str(name) for name in known["splits"]]
    except (KeyError, TypeError):
        raise DataError("it names no splits.", source=str(folder / "dataset_dict.json")) from None


def _values(split: Path, context: Context) -> Iterator[Value]:
    line = 0
    for path in _files(split):
        for batch in _batches(path, context):
            yield from batch_values(batch, line)
            line += batch.num_rows


def _files(split: Path) -> list[Path]:
    """Return the files of a split in their order.

    Raises:
        DataError: There are none.
    """
    state = _json(split / "state.json")
    try:
        named = [split / part["filename"] for part in (state or {})["_data_files"]]
    except (KeyError, TypeError):
        named = sorted(split.glob("*.arrow"))
    if not named:
        hint = "Save the dataset anew: dataset.save_to_disk(FOLDER)"
        raise DataError("the folder holds no .arrow file.", source=str(split), hint=hint)
    return named


def _batches(path: Path, context: Context) -> Iterator[Any]:
    """Yield the rows of a file in small batches, without the columns that are not read."""
    columns: list[str] | None = None
    for number, batch in enumerate(_whole_batches(path)):
        if number == 0:
            columns = readable(batch.schema, context.options)
        chosen = batch if columns is None else batch.select(columns)
        for start in range(0, chosen.num_rows, rows.BATCH):
            yield chosen.slice(start, rows.BATCH)


def _whole_batches(path: Path) -> Iterator[Any]:
    """Yield the rows of a file as they lie in it.

    Raises:
        DataError: It is damaged, or ends too early.
        OSError: It cannot be opened.
    """
    import pyarrow as pa

    try:
        # Mapped: of a batch, only the rows at hand need be in memory.
        with pa.memory_map(str(path)) as mapped, pa.ipc.open_stream(mapped) as reader:
            yield from iter(partial(next, reader, None), None)
    except pa.ArrowException as error:
        cause = f"the file is no whole Arrow stream ({str(error).splitlines()[0].rstrip('.')})."
        raise DataError(cause, source=str(path), hint="Save the dataset anew.") from error


def _json(path: Path) -> Any:
    """Return what a JSON file says; None where there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise DataError(f"the file is not JSON ({error}).", source=str(path)) from None
