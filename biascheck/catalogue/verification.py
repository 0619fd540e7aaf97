"""Verifying a local copy of a corpus against its card, by checksum and row count."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from biascheck.catalogue.shelf import local_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.catalogue.card import Card, DataFile

State: TypeAlias = Literal["ok", "missing", "differs", "unreadable"]

_ROWED = (".jsonl", ".tsv")


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What was found in the place of one file.

    Attributes:
        card: Name of the card.
        path: The file's path below the corpora folder.
        state: ``ok`` only if every byte is as the card says.
        detail: What is different, in words; empty if nothing is.
    """

    card: str
    path: str
    state: State
    detail: str = ""


def check_copy(card: Card, folder: Path) -> Iterator[FileCheck]:
    """Yield one check per file of a card, in the card's order.

    Args:
        card: The card to check against.
        folder: The local corpora folder, laid out as the card's paths.
    """
    for file in card.files:
        state, detail = _check(file, local_path(file.path, folder, card.folder.parent))
        yield FileCheck(card.name, file.path, state, detail)


def count_rows(path: Path) -> int | None:
    """Return the rows of a JSON Lines or TSV file that are not blank, or None for other files.

    The header line of a TSV file is no row. Files may be gzipped.

    Raises:
        OSError: The file cannot be read, or is no whole gzip file.
    """
    inner = path.name.removesuffix(".gz")
    if not inner.endswith(_ROWED):
        return None
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            filled = sum(1 for line in lines if line.strip())
    except (EOFError, zlib.error) as error:
        raise OSError(f"it is cut short or damaged ({error})") from error
    return max(0, filled - 1) if inner.endswith(".tsv") else filled


def _check(file: DataFile, path: Path) -> tuple[State, str]:
    if not path.exists():
        return "missing", f"no such file: {path}"
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        rows = count_rows(path)
    except OSError as error:
        return "unreadable", error.strerror or str(error)
    differences = []
    if rows is not None and file.rows is not None and rows != file.rows:
        differences.append(f"{rows:,} rows where the card has {file.rows:,}")
    if digest != file.sha256:
        differences.append(f"sha256 {digest[:12]}... where the card has {file.sha256[:12]}...")
    return ("differs", "; ".join(differences)) if differences else ("ok", "")
