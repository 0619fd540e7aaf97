"""Reading the corpora's gzipped JSON Lines."""

from __future__ import annotations

import gzip
import hashlib
import json
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
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise DataError(f"not JSON: {error}.", source=f"{path}:{number}") from error
            yield row


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
