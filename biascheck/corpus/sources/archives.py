"""ZIP and tar archives: their members are articles or tables, and nothing is unpacked to disk.

Members are read in the order of the archive. As in folders, hidden ones and those whose
ending tells no kind are left alone.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final, Self, cast

from biascheck.corpus.item import BrokenItem
from biascheck.corpus.sources import kinds
from biascheck.corpus.sources.compression import steady, unbuffered
from biascheck.corpus.sources.file import File
from biascheck.corpus.sources.limits import MAX_PARQUET, MAX_TABLE
from biascheck.errors import ConfigError, DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.kinds import Kind
    from biascheck.corpus.sources.options import Context

_READ: Final = (kinds.ARTICLE, kinds.JSON_LINES, kinds.DELIMITED, kinds.PARQUET)


class _Header(tarfile.TarInfo):
    """A member's header; where tarfile would take a bad one for the end, it is an error."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        archive = cast("_Tar", tarfile_)
        try:
            found = super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            archive.is_ended = True
            raise
        except tarfile.EmptyHeaderError as error:  # type: ignore[attr-defined]
            if archive.is_ended:
                raise
            raise tarfile.ReadError("it ends without its end mark") from error
        except (
            tarfile.InvalidHeaderError,  # type: ignore[attr-defined]
            tarfile.TruncatedHeaderError,  # type: ignore[attr-defined]
        ) as error:
            raise tarfile.ReadError(str(error)) from error
        archive.is_ended = False  # another archive was written behind the first
        return found


class _Tar(tarfile.TarFile):
    """A tar archive that tells whether it was read to its end."""

    tarinfo = _Header
    is_ended = False


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    open: Callable[[], BinaryIO]


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield the items of all members.

    Raises:
        ConfigError: A column that was asked for is not in the first table; one that later
            tables lack is their fault, so that a long run does not end for it.
        DataError: The archive cannot be read, or not any further.
        OSError: The same.
    """
    members = _zip_members if file.name.lower().endswith(".zip") else _tar_members
    is_first, is_empty = True, True
    try:
        for member in members(file):
            kind = kinds.kind_of(member.name)
            # A .json within an archive tells of its other members more often than of articles.
            if kind is None or kind is kinds.JSON or _is_hidden(member.name):
                continue
            is_empty = False
            try:
                for item in _items(file, member, kind, context):
                    is_first = False
                    yield item
            except ConfigError as error:
                if is_first:
                    raise
                fault = DataError(error.cause, source=error.source, hint=error.hint)
                yield BrokenItem(id=member.name, source=str(error.source), error=fault)
    except (tarfile.TarError, zipfile.BadZipFile, NotImplementedError) as error:
        cause = f"the archive cannot be read on ({error})."
        raise DataError(cause, source=file.name, hint="Is it complete?") from error
    if is_empty:
        cause = "the archive holds no article and no table."
        raise DataError(cause, source=file.name, hint="See docs/inputs.md for what is read.")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _items(file: File, member: _Member, kind: Kind, context: Context) -> Iterator[Item]:
    """Yield the items of a member; one that cannot be read is an item with its error."""
    name = f"{file.name}/{member.name}"
    if kind not in _READ:
        cause = f"this kind of file ({kind.name}) cannot be read within an archive."
        fault = DataError(cause, source=name, hint="Unpack it and name it.")
        yield BrokenItem(id=member.name, source=name, error=fault)
        return
    opened = member.open
    if kind is kinds.PARQUET:
        opened = partial(_in_memory, member)
    yield from kind.items(File(member.name, name, stream=opened), context)


def _in_memory(member: _Member) -> BinaryIO:
    """Return a member as a file in which one can go back, as Parquet needs.

    Raises:
        OSError: It is damaged, or too large for that.
    """
    with member.open() as stream:
        data = stream.read(MAX_PARQUET + 1)
    if len(data) > MAX_PARQUET:
        raise OSError(f"it is larger than {MAX_PARQUET / 1e6:,.0f} MB; unpack it")
    return io.BytesIO(data)


def _zip_members(file: File) -> Iterator[_Member]:
    with file.open() as stream, zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield _Member(info.filename, partial(_open_zip, archive, info))


def _open_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """Return a member's bytes.

    Raises:
        OSError: It is damaged, encrypted or compressed in an unknown way.
    """
    try:
        return steady(cast("BinaryIO", archive.open(info)), limit=MAX_TABLE)
    except (RuntimeError, zipfile.BadZipFile) as error:
        raise OSError(str(error)) from error


def _tar_members(file: File) -> Iterator[_Member]:
    with (
        unbuffered(file.open(), file.name) as stream,
        _Tar.open(fileobj=stream, mode="r|", ignore_zeros=True) as archive,
    ):
        while (info := archive.next()) is not None:
            if info.isfile():
                yield _Member(info.name, partial(_open_tar, archive, info))
            archive.members = []  # type: ignore[attr-defined]  # it would remember them all


def _open_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    return steady(cast("BinaryIO", archive.extractfile(info)), limit=MAX_TABLE)
