"""Files that are an article each."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from biascheck.corpus.item import FileItem
from biascheck.corpus.sources.compression import SUFFIXES, decompressed, without_suffix
from biascheck.corpus.sources.limits import MAX_ARTICLE, too_large
from biascheck.corpus.sources.page_item import PageItem
from biascheck.reading.formats import HTML_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context


def read(file: File, context: Context) -> Iterator[Item]:  # noqa: ARG001 - a reader
    """Yield the one article; it is read where it is analysed, but decompressed here.

    Raises:
        OSError: A compressed file or a member of an archive is damaged.
    """
    if file.path is not None and not file.name.lower().endswith(SUFFIXES):
        yield FileItem(id=file.id, source=file.name, path=file.path)
        return
    with decompressed(file.open(), file.name) as stream:
        yield from_stream(stream, file)


def from_stream(stream: BinaryIO, file: File) -> Item:
    """Return the article that a stream holds, unless it is too large.

    Raises:
        OSError: The stream cannot be read.
    """
    data = stream.read(MAX_ARTICLE + 1)
    if len(data) > MAX_ARTICLE:
        return too_large(file.id, file.name)
    is_page = PurePath(without_suffix(file.name)).suffix.lower() in HTML_SUFFIXES
    return PageItem(id=file.id, source=file.name, data=data, is_page=is_page)
