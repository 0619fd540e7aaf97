"""An article whose bytes came out of an archive, a web archive or a stream."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biascheck.corpus.item import Item

if TYPE_CHECKING:
    from biascheck.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class PageItem(Item):
    """A text or page as bytes; decoding and extraction wait until it is read.

    Attributes:
        data: The bytes.
        url: The address it was captured from, if any; then it is a page.
        charset: The encoding that the server stated.
        published: The day to go by where the page states none, ISO 8601.
    """

    data: bytes
    url: str | None = None
    charset: str | None = None
    published: str | None = None

    @property
    def size(self) -> int:
        """Bytes of the text or page."""
        return len(self.data)

    def digest(self) -> bytes:
        """Return a digest of the bytes and what is known of them."""
        known = hashlib.blake2b(digest_size=16)
        known.update(repr((self.id, self.url, self.charset, self.published)).encode())
        known.update(self.data)
        return known.digest()

    def _article(self) -> Article:
        from biascheck.reading.files import read_bytes

        article = read_bytes(self.data, source=self.source, url=self.url, charset=self.charset)
        return replace(article, id=self.id, published=article.published or self.published)
