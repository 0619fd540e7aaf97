"""Standard input: JSON, CSV or TSV with a header, or one article; its first line tells."""

from __future__ import annotations

import csv
import io
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from weakref import WeakSet

from biascheck.corpus.sources import delimited, json_lines, json_values, rows
from biascheck.corpus.sources.columns import has_text
from biascheck.corpus.sources.limits import MAX_ARTICLE, too_large
from biascheck.corpus.sources.page_item import PageItem
from biascheck.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context, Options

#: Bytes in which a header has to end.
_MAX_HEADER: Final = 64 * 1024
#: How an object begins that has a name, and hardly any article.
_JSON: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*["}]')
#: How an array of objects begins, and an object that is laid out over several lines.
_LAID_OUT: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:\{\s*(?:["}].*)?)?|\{\s*)', re.DOTALL
)
_SPENT: Final[WeakSet[BinaryIO]] = WeakSet()


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield the items of the stream, which can be read once.

    Raises:
        ConfigError: A column that was asked for is not there.
        InputError: It is closed, or was read before.
    """
    stream = _open()
    head = line = stream.readline(_MAX_HEADER)
    while line.isspace() and len(head) < _MAX_HEADER:
        line = stream.readline(_MAX_HEADER)
        head += line
    whole = cast("BinaryIO", io.BufferedReader(_Joined(head, stream)))
    delimiter = _delimiter(line, context.options)
    if _JSON.match(line):
        yield from rows.items(file, json_lines.values(whole, file.name), context)
    elif _LAID_OUT.fullmatch(line):
        yield from rows.items(file, json_values.values(whole, file.name), context)
    elif delimiter is not None:
        values = delimited.values(whole, file.name, delimiter)
        yield from rows.items(file, values, context)
    else:
        data = whole.read(MAX_ARTICLE + 1)
        if len(data) > MAX_ARTICLE:
            yield too_large(file.id, file.name)
        else:
            yield PageItem(id=file.id, source=file.name, data=data)


def _open() -> io.BufferedReader:
    """Return the stream.

    Raises:
        InputError: It is closed, or was read before.
    """
    stream = None if sys.stdin is None or sys.stdin.closed else sys.stdin.buffer
    if stream is None:
        cause, hint = "standard input is closed.", "Pipe a corpus into the command."
        raise InputError(cause, source="-", hint=hint)
    if stream in _SPENT:
        cause, hint = "standard input was read before.", "Name a file to read it twice."
        raise InputError(cause, source="-", hint=hint)
    _SPENT.add(stream)
    return cast("io.BufferedReader", stream)


def _delimiter(line: bytes, options: Options) -> str | None:
    """Return what parts the columns of a header, one of which is the text; None: it is none."""
    try:
        header = line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        return None
    for delimiter in delimited.DELIMITERS:
        with suppress(csv.Error):
            cells = next(csv.reader([header], delimiter=delimiter), [])
            known = len(cells) > 1 or options.text_column is not None
            if known and has_text(cells, options):
                return delimiter
    return None


class _Joined(io.RawIOBase):
    """A stream with its first bytes put back."""

    def __init__(self, head: bytes, stream: io.BufferedReader) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or self._stream.read1(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)
