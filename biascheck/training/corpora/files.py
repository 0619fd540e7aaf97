"""Reading the corpora's gzipped JSON Lines."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a ``.jsonl.gz`` file.

    Raises:
        DataError: Names the file, or file and line.
    """
    if not path.is_file():
        raise DataError(
            "this corpus file is missing.",
            source=str(path),
            hint="Give the corpora's folder with --data or BIASCHECK_DATA; "
            "`biascheck datasets` says how to obtain each corpus.",
        )
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(f"not JSON: {error}.", source=f"{path}:{number}") from error
        yield row


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as lines:
            yield from lines
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(
            f"this corpus file is truncated or no gzip file: {error}.",
            source=str(path),
            hint="Obtain it anew; `biascheck datasets` says how.",
        ) from error
