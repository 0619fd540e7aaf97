"""Files that appear whole or not at all.

What is written goes to a temporary file beside the target, is flushed to the disk
and then takes the target's place in one step, which is flushed in its turn; whatever
goes wrong before leaves an older file as it was.
"""

from __future__ import annotations

import errno
import io
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biascheck.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

_CAUSES: Final = {
    errno.ENOENT: ("its folder does not exist.", "Create the folder or name another."),
    errno.ENOTDIR: ("a part of its path is not a folder.", "Name another file."),
    errno.EISDIR: ("it is a folder.", "Name a file in it."),
    errno.EACCES: ("there is no permission to write it.", "Name a file in a folder of yours."),
    errno.EPERM: ("there is no permission to write it.", "Name a file in a folder of yours."),
    errno.EROFS: ("the file system is read-only.", "Name a file on another one."),
    errno.ENOSPC: ("there is no space left.", "Free some, or name a file on another disk."),
    errno.EDQUOT: ("the disk quota is used up.", "Free some, or name a file on another disk."),
    errno.ENAMETOOLONG: ("its name is too long.", "Choose a shorter one."),
}


def output_error(error: OSError, target: str) -> OutputError:
    """Return what a user can do about a failure to write."""
    known = _CAUSES.get(error.errno or 0)
    cause, hint = known or (f"it cannot be written ({error.strerror or error}).", None)
    return OutputError(cause, source=target, hint=hint)


class OutputFile(io.RawIOBase):
    """A file that is only written, and whose failures are ``OutputError``."""

    def __init__(self, descriptor: int, target: Path) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._target = target
        self._size = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Buffer, /) -> int:
        """Write all of the data, and return how many bytes that were."""
        view = memoryview(data).cast("B")
        done = 0
        try:
            while done < len(view):
                done += os.write(self._descriptor, view[done:])
        except OSError as error:
            raise output_error(error, str(self._target)) from error
        self._size += done
        return done

    def tell(self) -> int:
        """Return how many bytes have been written."""
        return self._size


@contextmanager
def atomic(path: Path) -> Iterator[OutputFile]:
    """Open a file that takes the place of ``path`` once the block ends well.

    A link is followed; a device or a pipe is written directly.

    Raises:
        OutputError: It cannot be written; an existing file is then unchanged.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with _open(target, path, os.O_WRONLY) as file:
            yield file
        return
    if target.is_dir():
        raise output_error(IsADirectoryError(errno.EISDIR, "is a directory"), str(path))
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with _open(part, path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as file:
            yield file
        _replace(part, target, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _open(path: Path, named: Path, flags: int) -> Iterator[OutputFile]:
    try:
        descriptor = os.open(path, flags, 0o666)
    except OSError as error:
        raise output_error(error, str(named)) from error
    try:
        yield OutputFile(descriptor, named)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fsync(descriptor)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise output_error(error, str(named)) from error
    finally:
        os.close(descriptor)


def _replace(part: Path, target: Path, named: Path) -> None:
    try:
        if target.exists():
            part.chmod(stat.S_IMODE(target.stat().st_mode))
        part.replace(target)
    except OSError as error:
        raise output_error(error, str(named)) from error
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make a new name in a folder outlast a loss of power, where the system can."""
    with suppress(OSError):  # Windows opens no folder, some file systems flush none
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
