"""Reading labelled rows (JSON Lines, plain or gzipped) one by one.

A row that cannot be read never vanishes: it is handed on as ``Unreadable`` with its
line number and the cause.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

G = TypeVar("G")

GROUP_FIELDS: Final = ("outlet", "topic", "lean")


class RowError(Exception):
    """One row cannot be read; the message is the cause, a phrase. Never leaves evaluation."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that could not be read: its line (from 1) and why."""

    line: int
    cause: str


@dataclass(frozen=True, slots=True)
class Row(Generic[G]):
    """One labelled row.

    Attributes:
        line: Line in its file, from 1.
        gold: What the task's label says.
        title: Headline, None where the row has none.
        doc_id: Document it belongs to; None: it stands alone.
        index: Place within the document; None: it is read alone.
        paragraph: Paragraph number within the document, None if unknown.
        groups: Values of the fields by which results are broken down.
    """

    line: int
    id: str
    gold: G
    text: str
    title: str | None
    doc_id: str | None
    index: int | None
    paragraph: int | None
    groups: Mapping[str, str]

    @property
    def document(self) -> str | None:
        """The document it is read together with, or None."""
        return self.doc_id if self.index is not None else None


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (line number, bytes) of every line that is not blank.

    Raises:
        DataError: If the file is missing, a folder, or a damaged gzip file.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except FileNotFoundError as error:
        raise DataError("no such file.", source=str(path), hint="Check the path.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"cannot be read: {error}.", source=str(path)) from error


def read_rows(
    lines: Iterable[tuple[int, bytes]], gold_of: Callable[[Mapping[str, Any]], G]
) -> Iterator[Row[G] | Unreadable]:
    """Parse lines; ``gold_of`` reads the label of the task and may raise ``RowError``."""
    places: set[tuple[str, int]] = set()
    for number, line in lines:
        try:
            row = parse_row(number, _fields(line), gold_of)
            _check_place(row, places)
        except RowError as error:
            yield Unreadable(number, str(error))
        else:
            yield row


def parse_row(
    line: int, fields: Mapping[str, Any], gold_of: Callable[[Mapping[str, Any]], G]
) -> Row[G]:
    """Return the row that the JSON object ``fields`` describes.

    Raises:
        RowError: If a field is missing or holds what it cannot hold.
    """
    text = _text(fields, "text")
    return Row(
        line=line,
        id=_name(fields, "id"),
        gold=gold_of(fields),
        text=text,
        title=_title(fields),
        doc_id=_name(fields, "doc_id") if fields.get("doc_id") is not None else None,
        index=_whole_number(fields, "index"),
        paragraph=_whole_number(fields, "paragraph"),
        groups={
            field: str(fields[field]) for field in GROUP_FIELDS if fields.get(field) is not None
        },
    )


def _fields(line: bytes) -> Mapping[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RowError("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise RowError(f"not JSON ({error})") from error
    if not isinstance(fields, dict):
        raise RowError("not a JSON object")
    return fields


def _check_place(row: Row[Any], places: set[tuple[str, int]]) -> None:
    if row.doc_id is None or row.index is None:
        return
    place = (row.doc_id, row.index)
    if place in places:
        raise RowError(f"index {row.index} occurs twice in document {row.doc_id!r}")
    places.add(place)


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise RowError(f"field {name!r} is missing or not a string")
    if not value.strip():
        raise RowError(f"field {name!r} is blank")
    return value


def _name(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise RowError(f"field {name!r} is missing or neither a string nor a whole number")
    return str(value)


def _title(fields: Mapping[str, Any]) -> str | None:
    value = fields.get("title")
    if value is not None and not isinstance(value, str):
        raise RowError("field 'title' is not a string")
    return value or None


def _whole_number(fields: Mapping[str, Any], name: str) -> int | None:
    value = fields.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise RowError(f"field {name!r} is not a whole number")
    return value
