"""Compressed files as streams of what is inside; any damage is an ``OSError``.

Python's own modules undo gzip, bzip2 and xz; Zstandard comes with pyarrow, which the
results need anyway.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Final, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIXES: Final = (".bz2", ".gz", ".xz", ".zst")

_BUFFER: Final = 1 << 16
_DAMAGE: Final = (
    EOFError,
    RuntimeError,  # zipfile: a password, or a method that is not known
    ValueError,  # pyarrow
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)


def without_suffix(name: str) -> str:
    """Return a file's name without the ending that tells its compression."""
    return name[: -len(PurePath(name).suffix)] if name.lower().endswith(SUFFIXES) else name


def decompressed(file: BinaryIO, name: str) -> BinaryIO:
    """Return a stream of what a file holds, decompressed as its name's ending says.

    Closing it closes the file. Reading it raises ``OSError`` where the file is damaged.
    """
    return cast("BinaryIO", io.BufferedReader(unbuffered(file, name), _BUFFER))


def unbuffered(file: BinaryIO, name: str) -> io.RawIOBase:
    """Return the same for who buffers it again; then nothing before the damage is lost."""
    return _Steady(_undo(file, name), file, None)


def steady(stream: BinaryIO, *, limit: int) -> BinaryIO:
    """Return a stream whose damage is an ``OSError``, as is going on beyond a limit.

    Args:
        stream: Any stream, as of a member of an archive.
        limit: Bytes that are read at most.
    """
    return cast("BinaryIO", io.BufferedReader(_Steady(stream, None, limit), _BUFFER))


def _undo(file: BinaryIO, name: str) -> BinaryIO:
    suffix = PurePath(name).suffix.lower()
    if suffix in {".gz", ".tgz"}:
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    if suffix in {".bz2", ".tbz2"}:
        return cast("BinaryIO", bz2.BZ2File(file))
    if suffix in {".xz", ".txz"}:
        return cast("BinaryIO", lzma.LZMAFile(file))
    if suffix in {".zst", ".tzst"}:
        import pyarrow as pa

        return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd"))
    return file


class _Steady(io.RawIOBase):
    """A stream whose failures are all of one type."""

    def __init__(self, stream: BinaryIO, beneath: BinaryIO | None, limit: int | None) -> None:
        # ``read`` would go on until it has all, and lose it when it meets the damage.
        self._read = getattr(stream, "read1", stream.read)
        self._stream = stream
        self._beneath = beneath
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._read(len(view))
        except _DAMAGE as error:
            raise OSError(str(error)) from error
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise OSError("it is larger than it may be")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._beneath is not None:
                self._beneath.close()
        super().close()
