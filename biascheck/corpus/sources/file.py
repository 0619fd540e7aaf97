"""One file of a corpus as a reader sees it: on disk, in an archive, or a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A file of a corpus.

    Attributes:
        id: Its path relative to the corpus: the id of the article, if it is one.
        name: How messages and results name it.
        path: Where it lies; None where it is part of something else.
        stream: Opens it where it has no path.
        watch: Is given the file when it is opened at its path, to see how far it was read.
    """

    id: str
    name: str
    path: Path | None = None
    stream: Callable[[], BinaryIO] | None = None
    watch: Callable[[BinaryIO], None] | None = None

    @classmethod
    def at(cls, path: Path, id: str) -> File:  # noqa: A002 - the item's own word
        """Return the file at a path."""
        return cls(id, str(path), path)

    def open(self) -> BinaryIO:
        """Return its bytes as they are, not decompressed.

        Raises:
            OSError: It cannot be opened.
        """
        if self.path is not None:
            opened = self.path.open("rb")
            if self.watch is not None:
                self.watch(opened)
            return opened
        assert self.stream is not None
        return self.stream()
