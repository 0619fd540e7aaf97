"""Reading a corpus file of the data folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from biascheck.errors import DataError
from biascheck.evaluation.rows import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Split: TypeAlias = Literal["train", "dev"]
JsonRow: TypeAlias = dict[str, Any]


def corpus_rows(path: Path) -> Iterator[JsonRow]:
    """Yield the JSON objects of a corpus file.

    Raises:
        DataError: If the file is missing or a line is not a JSON object.
    """
    for number, line in read_lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(f"not JSON: {error}.", source=f"{path}:{number}") from error
        yield row
