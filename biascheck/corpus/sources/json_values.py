"""JSON files: one array of objects, or objects one after the other, however they are laid out."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from biascheck.corpus.sources import rows
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context
    from biascheck.corpus.sources.rows import Value

#: Characters of an object that are read; one of 64 million has no end.
MAX_VALUE: Final = 64 * 1024 * 1024

_CHUNK: Final = 1 << 16
_HINT: Final = "Give an array of objects, or one object per line as .jsonl."


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per object; its line is its number in the file.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    yield from rows.items(file, rows.streamed(file, values), context)


def values(stream: BinaryIO, name: str) -> Iterator[Value]:
    """Yield the number and the object of each value, or what is wrong with it.

    Raises:
        DataError: The stream is no JSON from some place on.
        OSError: It cannot be read any further.
    """
    # Bytes that are not UTF-8 become lone surrogates, by which their text is known.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")
    window = _Window(text, name)
    is_array = window.skip("[")
    while not window.skip("]") if is_array else window.next():
        value = window.value()
        fault = DataError("the value is JSON, but not an object.", source=window.where)
        yield window.number, value if isinstance(value, dict) else fault
        if is_array and not window.skip(",") and window.next() != "]":
            raise window.fault("an array goes on with a comma or ends with ]")
    if window.next():
        raise window.fault("something follows the array")


class _Window:
    """The part of a text that is looked at: it holds the next value, and little more."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self._name = name
        self._held = ""
        self._at = 0
        self.number = 0

    @property
    def where(self) -> str:
        """The place of the value that was read last."""
        return f"{self._name}:{self.number}"

    def next(self) -> str:
        """Go to the next character that is not blank, and return it; "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at].isspace():
                self._at += 1
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def skip(self, character: str) -> bool:
        """Go beyond the next character that is not blank, if it is this one."""
        found = self.next() == character
        self._at += found
        return found

    def value(self) -> Any:
        """Return the next value.

        Raises:
            DataError: There is none.
        """
        self.number += 1
        self.next()
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self._held, self._at)
            except (ValueError, RecursionError) as error:
                if not self._more():
                    raise self.fault(str(error)) from None
            else:
                # A number could go on beyond what is held.
                if end < len(self._held) or not self._more():
                    self._at = end
                    return value

    def fault(self, reason: str) -> DataError:
        """Return the error for a file that is not JSON from here on."""
        cause = f"the file is not JSON from here on ({reason})."
        return DataError(cause, source=f"{self._name}:{max(self.number, 1)}", hint=_HINT)

    def _more(self) -> bool:
        """Hold about twice as much; False where the file ends or a value would be too long."""
        self._held = self._held[self._at :]
        self._at = 0
        if len(self._held) > MAX_VALUE:
            return False
        more = self._text.read(max(_CHUNK, len(self._held)))
        self._held += more
        return bool(more)
