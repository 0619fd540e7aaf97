"""From the rows of a table to items; what is wrong with a row is told where it stands."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from biascheck.corpus.item import BrokenItem, TextItem
from biascheck.corpus.sources.columns import settle
from biascheck.corpus.sources.compression import decompressed
from biascheck.corpus.sources.limits import MAX_ARTICLE
from biascheck.corpus.sources.values import is_whole, scalar, string, whole
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.columns import Columns
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context

    #: The number of a row, and what stands in it or is wrong with it.
    Value = tuple[int, dict[str, Any] | DataError]

#: Rows whose columns are looked at; JSON Lines may leave out what is not known.
_HEAD: Final = 20
#: Rows of a table that are in memory at once.
BATCH: Final = 64


def items(file: File, values: Iterator[Value], context: Context) -> Iterator[Item]:
    """Yield an item per row.

    Args:
        file: The table.
        values: Its rows; raises ``DataError`` or ``OSError`` where no more can be read.
        context: The options; is told once which columns were guessed, or that there are no rows.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    rows = _to_the_end(file, values)
    head: list[Value] = []
    is_empty = True
    for line, value in rows:
        is_empty = False
        if isinstance(value, DataError) and not head:
            yield _broken(file, line, value)
            continue
        head.append((line, value))
        if len(head) == _HEAD:
            break
    if is_empty:
        context.announce(f"{file.name}: the table has no rows.")
    if not head:
        return
    try:
        columns = _settle(file, head, context)
    except DataError as error:
        yield BrokenItem(id=file.name, source=file.name, line=head[0][0], error=error)
        return
    for line, value in chain(head, rows):
        if isinstance(value, DataError):
            yield _broken(file, line, value)
        else:
            yield _item(file, line, value, columns)


def streamed(file: File, values: Callable[[BinaryIO, str], Iterator[Value]]) -> Iterator[Value]:
    """Yield the rows that a function finds in a file's stream, decompressed."""
    with decompressed(file.open(), file.name) as stream:
        yield from values(stream, file.name)


def _settle(file: File, head: Iterable[Value], context: Context) -> Columns:
    """Return the columns of a table by its first rows.

    Raises:
        ConfigError: A column that was asked for is not there.
        DataError: No column looks like a text.
    """
    names = dict.fromkeys(name for _, value in head if isinstance(value, dict) for name in value)
    columns, guessed = settle(names, context.options, file.name)
    if guessed:
        context.announce(f"{file.name}: columns {columns}")
    return columns


def _broken(file: File, line: int, error: DataError) -> Item:
    return BrokenItem(id=f"{file.name}:{line}", source=file.name, line=line, error=error)


def _to_the_end(file: File, values: Iterator[Value]) -> Iterator[Value]:
    """Yield the rows; that the file ends too early is one more row."""
    line = 0
    try:
        for line, value in values:
            yield line, value
    except DataError as error:
        yield line + 1, error
    except OSError as error:
        reason = error.strerror or str(error)
        cause = f"the file cannot be read on from here ({reason})."
        yield (
            line + 1,
            DataError(cause, source=f"{file.name}:{line + 1}", hint="Is it complete?"),
        )


def _item(file: File, line: int, value: Mapping[str, Any], columns: Columns) -> Item:
    where = f"{file.name}:{line}"
    name = (columns.id and string(value.get(columns.id))) or where
    taken = columns.taken
    carried = {whole(key): scalar(it) for key, it in value.items() if key not in taken}
    text = _text(value.get(columns.text), columns.text, where)
    if isinstance(text, DataError):
        return BrokenItem(id=name, source=file.name, line=line, columns=carried, error=text)
    return TextItem(
        id=name,
        source=file.name,
        line=line,
        columns=carried,
        text=text,
        title=_field(value, columns.title),
        outlet=_field(value, columns.outlet),
        url=_field(value, columns.url),
        published=_field(value, columns.published),
    )


def _field(value: Mapping[str, Any], column: str | None) -> str | None:
    return None if column is None else string(value.get(column))


def _text(text: Any, column: str, where: str) -> str | DataError:
    if isinstance(text, bytes):  # as SQLite and Parquet may hold it
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            cause = f"the text is not UTF-8 (byte {error.start + 1})."
            return DataError(cause, source=where, hint="Write it as UTF-8, or leave the row out.")
    if not isinstance(text, str):
        cause = f"the row has no text in the column {column!r}."
        return DataError(cause, source=where, hint="Name another with --text-column.")
    if not is_whole(text):
        cause = "the text holds half a character (a lone surrogate)."
        return DataError(cause, source=where, hint="Write the file anew from its source.")
    if len(text) > MAX_ARTICLE:
        cause = f"the text is longer than {MAX_ARTICLE // 10**6} million characters."
        return DataError(cause, source=where, hint="Give one article per row.")
    return text
