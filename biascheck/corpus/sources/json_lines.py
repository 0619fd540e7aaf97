"""JSON Lines: one JSON object per line, in UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO, Final

from biascheck.corpus.sources import rows
from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context
    from biascheck.corpus.sources.rows import Value

#: Bytes of a line that are read; 64 MB without an end of line are no article.
MAX_LINE: Final = 64 * 1024 * 1024


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per line that is not blank.

    Raises:
        ConfigError: A column that was asked for is not there.
    """
    yield from rows.items(file, rows.streamed(file, values), context)


def values(stream: BinaryIO, name: str) -> Iterator[Value]:
    """Yield the number and the object of each line that is not blank, or what is wrong with it.

    Raises:
        OSError: The stream cannot be read any further.
    """
    line = 0
    while data := stream.readline(MAX_LINE + 1):
        line += 1
        if len(data) > MAX_LINE:
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_LINE)
            cause = f"the line is longer than {MAX_LINE // 2**20} MB."
            yield line, DataError(cause, source=f"{name}:{line}", hint="Give one article a line.")
        elif data.strip():
            yield line, _value(data, line, f"{name}:{line}")


def _value(data: bytes, line: int, where: str) -> dict[str, object] | DataError:
    try:
        value = json.loads(data.decode("utf-8-sig" if line == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        cause = f"the line is not UTF-8 (byte {error.start + 1})."
        return DataError(cause, source=where, hint="Convert the file, as with iconv.")
    except (ValueError, RecursionError) as error:
        cause = f"the line is not JSON ({error})."
        return DataError(cause, source=where, hint="Every line must be one JSON object.")
    if isinstance(value, dict):
        return value
    return DataError("the line is JSON, but not an object.", source=where)
