"""Files with one article per row: JSON Lines (also gzipped), CSV and TSV.

A row that cannot be read is a row with an error that names its line.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from biascheck.corpus.row import Row
from biascheck.errors import DataError, InputError, unknown_name
from biascheck.reading.text import article_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

TABLE_SUFFIXES: Final = (".csv", ".jsonl", ".jsonl.gz", ".tsv")

# Names that corpora use for the columns, the likeliest first.
_GUESSES: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text", "body", "content", "article", "article_text", "maintext", "full_text"),
    "id": ("id", "article_id", "doc_id", "uid", "guid"),
    "title": ("title", "headline"),
}

# A field of 64 MB is a missing quotation mark, not an article.
_MAX_FIELD: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the text, the id and the headline; None: to be guessed."""

    text: str | None = None
    id: str | None = None
    title: str | None = None

    def settle(self, names: Iterable[str], source: str) -> Columns:
        """Return the columns with the open ones guessed from the names of a row.

        Raises:
            ConfigError: A column that was asked for is not there.
            DataError: No column looks like a text.
        """
        by_name = {name.casefold(): name for name in names}
        found = {}
        for field, guesses in _GUESSES.items():
            asked = getattr(self, field)
            if asked is not None and asked.casefold() not in by_name:
                raise unknown_name(f"{field} column", asked, by_name.values())
            wanted = guesses if asked is None else (asked.casefold(),)
            found[field] = next((by_name[it] for it in wanted if it in by_name), None)
        if found["text"] is None:
            have = ", ".join(by_name.values()) or "none"
            cause = f"no column looks like the text (columns: {have})."
            raise DataError(cause, source=source, hint="Name it with --text-column.")
        return Columns(**found)

    def __str__(self) -> str:
        told = ((field, getattr(self, field)) for field in _GUESSES)
        return ", ".join(f"{field} = {name or '(none)'}" for field, name in told)


def is_table(path: Path) -> bool:
    """Return whether the file holds rows, by its name."""
    return path.name.lower().endswith(TABLE_SUFFIXES)


def rows(
    path: Path, columns: Columns, *, announce: Callable[[str], None] = lambda _: None
) -> Iterator[Row]:
    """Yield a row per article of the file; ``announce`` is told the columns once.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    read = _json_values if ".jsonl" in path.name.lower() else _csv_values
    settled: Columns | None = None
    line = 0
    try:
        with _open(path) as file:
            for line, value in read(file, path):
                if isinstance(value, DataError):
                    yield Row(f"{path}:{line}", str(path), line, error=value)
                    continue
                if settled is None:
                    settled = columns.settle(value, str(path))
                    if columns != settled:
                        announce(f"{path}: columns {settled}")
                yield _row(path, line, value, settled)
    except DataError as error:
        yield Row(str(path), str(path), line or None, error=error)
    except (OSError, EOFError, zlib.error) as error:
        cause = f"the file cannot be read on from here ({error})."
        broken = DataError(cause, source=f"{path}:{line + 1}", hint="Is it complete?")
        yield Row(f"{path}:{line + 1}", str(path), line + 1, error=broken)


def _open(path: Path) -> BinaryIO:
    if path.name.lower().endswith(".gz"):
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _json_values(file: BinaryIO, path: Path) -> Iterator[tuple[int, dict[str, Any] | DataError]]:
    for line, data in enumerate(file, start=1):
        if not data.strip():
            continue
        where = f"{path}:{line}"
        try:
            value = json.loads(data.decode("utf-8-sig" if line == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            cause = f"the line is not UTF-8 (byte {error.start + 1})."
            yield line, DataError(cause, source=where, hint="Convert the file, as with iconv.")
        except (ValueError, RecursionError) as error:
            cause = f"the line is not JSON ({error})."
            yield line, DataError(cause, source=where, hint="Every line must be one JSON object.")
        else:
            fault = DataError("the line is JSON, but not an object.", source=where)
            yield line, value if isinstance(value, dict) else fault


def _csv_values(file: BinaryIO, path: Path) -> Iterator[tuple[int, dict[str, Any] | DataError]]:
    csv.field_size_limit(_MAX_FIELD)
    # Bytes that are not UTF-8 become lone surrogates, by which their row is known.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(text, delimiter="\t" if ".tsv" in path.name.lower() else ",")
    try:
        header = next(reader, [])
        while True:
            where = f"{path}:{reader.line_num + 1}"
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cause = f"the row is not CSV ({error})."
                hint = "Check its quotation marks."
                yield line, DataError(cause, source=where, hint=hint)
                continue
            if cells:
                yield line, _csv_value(header, cells, where)
    finally:
        text.detach()


def _csv_value(header: list[str], cells: list[str], where: str) -> dict[str, Any] | DataError:
    if len(cells) != len(header):
        cause = f"the row has {len(cells)} fields and the header {len(header)}."
        return DataError(cause, source=where, hint="Check its quotation marks.")
    if any("\ud800" <= character <= "\udfff" for cell in cells for character in cell):
        return DataError(
            "the row is not UTF-8.", source=where, hint="Convert the file, as with iconv."
        )
    return dict(zip(header, cells, strict=True))


def _row(path: Path, line: int, value: Mapping[str, Any], columns: Columns) -> Row:
    where = f"{path}:{line}"
    name = _text(value, columns.id) or where
    text = value.get(cast("str", columns.text))
    if not isinstance(text, str):
        cause = f"the row has no text in the column {columns.text!r}."
        hint = "Name another with --text-column."
        fault = DataError(cause, source=where, hint=hint)
        return Row(name, str(path), line, error=fault)
    try:
        article = article_from_text(
            text,
            id=name,
            source=where,
            title=_text(value, columns.title),
            outlet=_text(value, "outlet"),
            url=_text(value, "url"),
            published=_text(value, "published") or _text(value, "date"),
        )
    except InputError as error:
        return Row(name, str(path), line, error=error)
    return Row(name, str(path), line, article=article)


def _text(value: Mapping[str, Any], column: str | None) -> str | None:
    """Return a field as text; None where it is absent, null or blank."""
    found = value.get(column) if column is not None else None
    return str(found).strip() or None if found is not None else None
