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
        is_page: They are a page, whatever their first tag is.
        url: The address it was captured from, if any.
        charset: The encoding that the server stated.
        published: The day to go by where the page states none, ISO 8601.
    """

    data: bytes
    is_page: bool = False
    url: str | None = None
    charset: str | None = None
    published: str | None = None

    @property
    def size(self) -> int:
        """Bytes of the text or page."""
        return len(self.data)

    def digest(self) -> bytes:
        """Return a digest of the bytes and what is known of them."""
        beside = repr((self.id, self.is_page, self.url, self.charset, self.published))
        known = hashlib.blake2b(beside.encode("utf-8", "surrogatepass"), digest_size=16)
        known.update(self.data)
        return known.digest()

    def _article(self) -> Article:
        from biascheck.reading.files import read_bytes

        article = read_bytes(
            self.data,
            source=self.source,
            is_page=self.is_page,
            url=self.url,
            charset=self.charset,
        )
        return replace(article, id=self.id, published=article.published or self.published)
