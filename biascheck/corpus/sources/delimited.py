"""CSV and TSV: a header with the names of the columns, then one article per row, in UTF-8."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO, Final, Self, cast

from biascheck.corpus.sources import rows
from biascheck.corpus.sources.columns import unique_names
from biascheck.corpus.sources.compression import decompressed, without_suffix
from biascheck.corpus.sources.values import is_whole
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context
    from biascheck.corpus.sources.rows import Value

#: Characters of a field; one of 64 MB is a missing quotation mark, not an article.
MAX_FIELD: Final = 64 * 1024 * 1024
#: What may part the fields of a .csv file, the likeliest first: spreadsheets write semicolons
#: where the decimal sign is a comma.
DELIMITERS: Final = (",", ";", "\t", "|")

_CHUNK: Final = 1 << 16


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per row.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    yield from rows.items(file, _values(file, context), context)


def _values(file: File, context: Context) -> Iterator[Value]:
    with decompressed(file.open(), file.name) as stream:
        if without_suffix(file.name).lower().endswith(".tsv"):
            delimiter = "\t"
        elif (delimiter := _delimiter(cast("io.BufferedReader", stream))) != DELIMITERS[0]:
            context.announce(f"{file.name}: fields are parted by {delimiter!r}.")
        yield from values(stream, file.name, delimiter)


def _delimiter(stream: io.BufferedReader) -> str:
    """Return what parts the fields of the first line most often, without reading on."""
    header = stream.peek().lstrip().split(b"\n", 1)[0]
    return max(DELIMITERS, key=lambda it: header.count(it.encode()))


def values(stream: BinaryIO, name: str, delimiter: str) -> Iterator[Value]:
    """Yield the first line and the fields of each row, or what is wrong with it.

    Raises:
        DataError: The header is not CSV in UTF-8.
        OSError: The stream cannot be read any further.
    """
    csv.field_size_limit(MAX_FIELD)
    # Bytes that are not UTF-8 become lone surrogates, by which their row is known.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    header = _header(reader, f"{name}:1")
    while True:
        line = lines.number + 1
        where = f"{name}:{line}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cause = f"the row is not CSV ({error})."
            yield line, DataError(cause, source=where, hint="Check its quotation marks.")
            continue
        if cells:
            yield line, _value(header, cells, where)


class _Lines:
    """The lines of a file; one that is longer than a field may be is left out, with an error.

    A file without an end of line would else be in memory as a whole.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.number = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_FIELD + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= MAX_FIELD:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(_CHUNK)
        raise csv.Error(f"a line is longer than {MAX_FIELD // 2**20} MB")


def _header(reader: Iterator[list[str]], where: str) -> list[str]:
    try:
        header = next((row for row in reader if row), [])
    except csv.Error as error:
        cause = f"the header is not CSV ({error})."
        raise DataError(cause, source=where, hint="Is this a table?") from None
    if not all(map(is_whole, header)) or any("\0" in name for name in header):
        hint = "Convert the file, as with iconv."
        raise DataError("the header is not text in UTF-8.", source=where, hint=hint)
    return unique_names(header)


def _value(header: list[str], cells: list[str], where: str) -> dict[str, object] | DataError:
    if len(cells) != len(header):
        cause = f"the row has {len(cells)} fields and the header {len(header)}."
        return DataError(cause, source=where, hint="Check its quotation marks.")
    if not all(map(is_whole, cells)):
        hint = "Convert the file, as with iconv."
        return DataError("the row is not UTF-8.", source=where, hint=hint)
    return dict(zip(header, cells, strict=True))
