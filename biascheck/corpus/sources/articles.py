"""Files that are an article each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.corpus.item import FileItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context


def read(file: File, context: Context) -> Iterator[Item]:  # noqa: ARG001 - a reader
    """Yield the one article; it is read where it is analysed."""
    assert file.path is not None
    yield FileItem(id=file.id, source=file.name, path=file.path)
