"""What was read, named so that it can be told from anything else: for the manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.corpus.sources.find import STDIN, find, told_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Input:
    """One argument of the command line.

    Attributes:
        name: As it was given.
        kind: ``folder``, ``pattern``, ``standard input``, or the kind of the file.
        files: How many files it stands for.
        bytes: Their size as they lie, compressed or not; None: standard input.
        sha256: Of the sorted relative paths and contents; None: standard input.
    """

    name: str
    kind: str
    files: int
    bytes: int | None
    sha256: str | None


def describe(name: str, *, leave_out: tuple[Path, ...] = ()) -> Input:
    """Return what an argument stands for; all of its files are read.

    Raises:
        InputError: The argument names nothing.
    """
    if name == STDIN:
        return Input(name, told_kind(name), 1, None, None)
    known = hashlib.sha256()
    files = size = 0
    for relative, path in sorted(_files(name, leave_out)):
        length, digest = _content(path)
        known.update(f"{relative}\0{digest}\n".encode("utf-8", "surrogateescape"))
        files += 1
        size += length
    return Input(name, told_kind(name), files, size, known.hexdigest())


def _files(name: str, leave_out: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    for file in find(name, leave_out=leave_out):
        if file.path is None:
            continue
        if file.path.is_dir():
            parts = sorted(path for path in file.path.rglob("*") if path.is_file())
            yield from ((f"{file.id}/{it.relative_to(file.path).as_posix()}", it) for it in parts)
        else:
            yield file.id, file.path


def _content(path: Path) -> tuple[int, str]:
    """Return size and SHA-256 of a file; one that cannot be read has no content."""
    known = hashlib.sha256()
    size = 0
    try:
        with path.open("rb") as file:
            while data := file.read(_CHUNK):
                known.update(data)
                size += len(data)
    except OSError:
        return size, "unreadable"
    return size, known.hexdigest()
