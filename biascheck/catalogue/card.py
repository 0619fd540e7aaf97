"""A dataset card as a value, read from ``datasets/<name>/manifest.json``.

The manifest is the machine-readable half of a card; the README beside it is the
half for people. Neither holds text of the corpus.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from biascheck.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: Final = "biascheck.dataset/1"

Kind: TypeAlias = Literal["corpus", "lexicon", "encoder"]


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a corpus.

    Attributes:
        path: Where it lies below the corpora folder, with forward slashes.
        split: ``train``, ``dev`` or ``all``.
        rows: Rows that are not blank, headers not counted; None where the file has no rows.
        size: Bytes, as stored (compressed).
        sha256: Hexadecimal digest of the bytes as stored.
    """

    path: str
    split: str
    rows: int | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms of a corpus as they were found.

    Attributes:
        identifier: SPDX identifier, or None where no licence is stated.
        as_found: What its source says, in a sentence.
        permissive: Whether weights trained on it could be used freely, commercially too.
    """

    identifier: str | None
    as_found: str
    permissive: bool

    def __str__(self) -> str:
        return self.identifier or "none stated"


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """How one field of a corpus becomes labels of a head; ``head`` empty means: not used."""

    field: str
    values: str
    head: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one corpus."""

    name: str
    title: str
    kind: Kind
    summary: str
    citation: tuple[str, ...]
    language: str
    unit: str
    licence: Licence
    heads: tuple[str, ...]
    role_in_training: str
    label_mapping: tuple[LabelMapping, ...]
    known_problems: tuple[str, ...]
    obtain: str
    files: tuple[DataFile, ...]
    folder: Path

    @property
    def rows(self) -> int:
        """Rows of all files together."""
        return sum(file.rows or 0 for file in self.files)

    def text(self) -> str:
        """Return the card for people, in Markdown."""
        return (self.folder / "README.md").read_text(encoding="utf-8")

    def manifest(self) -> dict[str, Any]:
        """Return the manifest as it stands in its file."""
        manifest: dict[str, Any] = json.loads(_read(self.folder / "manifest.json"))
        return manifest


def read_card(folder: Path) -> Card:
    """Read one card.

    Args:
        folder: The folder that holds ``manifest.json`` and ``README.md``.

    Raises:
        DataError: The manifest is missing, no JSON, or lacks a key.
    """
    path = folder / "manifest.json"
    try:
        manifest = json.loads(_read(path))
        if manifest["schema"] != SCHEMA:
            raise DataError(
                f"its schema is {manifest['schema']!r}, not {SCHEMA!r}.", source=str(path)
            )
        return _card(manifest, folder)
    except json.JSONDecodeError as error:
        raise DataError(f"it is no JSON ({error.msg}).", source=f"{path}:{error.lineno}") from error
    except (KeyError, TypeError) as error:
        raise DataError(f"the manifest is malformed ({error}).", source=str(path)) from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"the card cannot be read ({error.strerror}).",
            source=str(path),
            hint="Install biascheck again, or restore the folder datasets/.",
        ) from error


def _card(manifest: dict[str, Any], folder: Path) -> Card:
    licence = manifest["licence"]
    return Card(
        name=manifest["name"],
        title=manifest["title"],
        kind=manifest["kind"],
        summary=manifest["summary"],
        citation=tuple(manifest["citation"]),
        language=manifest["language"],
        unit=manifest["unit"],
        licence=Licence(licence["id"], licence["as_found"], licence["permissive"]),
        heads=tuple(manifest["heads"]),
        role_in_training=manifest["role_in_training"],
        label_mapping=tuple(LabelMapping(**row) for row in manifest["label_mapping"]),
        known_problems=tuple(manifest["known_problems"]),
        obtain=manifest["obtain"],
        files=tuple(_file(row) for row in manifest["files"]),
        folder=folder,
    )


def _file(row: dict[str, Any]) -> DataFile:
    return DataFile(row["path"], row["split"], row["rows"], row["bytes"], row["sha256"])
