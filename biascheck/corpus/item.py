"""One article of a corpus before it is read: small, and cheap to hand to another process.

Sources give items in order and do no slow work; decoding, extraction and the language
check happen in ``Item.read``, where the article is analysed.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from biascheck.corpus.row import Row, place
from biascheck.errors import BiascheckError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from biascheck.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ABC):
    """An article and where it stands.

    Attributes:
        id: Its name within the corpus; need not be unique.
        source: The file it comes from.
        line: Line or row in the source, from 1; None where the article is a file of its own.
        columns: What the source says of it besides text, id and title, to be carried through.
    """

    id: str
    source: str
    line: int | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Where it stands, as messages name it."""
        return place(self.source, self.line)

    @property
    @abstractmethod
    def size(self) -> int:
        """About how many characters it has, without reading it."""

    @abstractmethod
    def digest(self) -> bytes:
        """Return 16 bytes that change when what would be read changes."""

    @abstractmethod
    def _article(self) -> Article:
        """Read the article.

        Raises:
            BiascheckError: It cannot be read.
        """

    def read(self, *, force: bool = False) -> Row:
        """Read the article and check its language; what goes wrong is in the row.

        Args:
            force: Let articles in other languages through, with a notice.
        """
        from biascheck.reading.language import require_supported

        try:
            article = require_supported(self._article(), force=force)
        except BiascheckError as error:
            return Row(self.id, self.source, self.line, error=error, columns=self.columns)
        return Row(self.id, self.source, self.line, article=article, columns=self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileItem(Item):
    """An article that is a file of its own."""

    path: Path

    @property
    def size(self) -> int:
        """Bytes of the file; 0 where it cannot be seen."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def digest(self) -> bytes:
        """Return a digest of size and time of the last change."""
        try:
            known = self.path.stat()
        except OSError:
            return _digest(self.id, "absent")
        return _digest(self.id, known.st_size, known.st_mtime_ns)

    def _article(self) -> Article:
        from biascheck.reading.files import read

        return replace(read(str(self.path)), id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextItem(Item):
    """An article whose text stands in a row of a table."""

    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None

    @property
    def size(self) -> int:
        """Characters of the text."""
        return len(self.text)

    def digest(self) -> bytes:
        """Return a digest of the text and what stands beside it."""
        return _digest(self.id, self.title, self.outlet, self.url, self.published, self.text)

    def _article(self) -> Article:
        from biascheck.reading.text import article_from_text

        return article_from_text(
            self.text,
            id=self.id,
            source=self.where,
            title=self.title,
            outlet=self.outlet,
            url=self.url,
            published=self.published,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenItem(Item):
    """A place in a corpus where no article could be taken from."""

    error: BiascheckError

    @property
    def size(self) -> int:
        """Nothing."""
        return 0

    def digest(self) -> bytes:
        """Return a digest of the error's message."""
        return _digest(self.id, str(self.error))

    def _article(self) -> Article:
        raise self.error


def _digest(*parts: object) -> bytes:
    known = hashlib.blake2b(digest_size=16)
    for part in parts:
        known.update(repr(part).encode("utf-8", "surrogatepass"))
        known.update(b"\0")
    return known.digest()
