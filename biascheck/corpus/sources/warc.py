"""Web archives (WARC, ISO 28500): every page that was served, with warcio.

A page is a response with status 200 whose content type is HTML; all other records are
left alone. Its id and address are the record's ``WARC-Target-URI``.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from biascheck.corpus.sources.compression import unbuffered
from biascheck.corpus.sources.limits import MAX_ARTICLE, too_large
from biascheck.corpus.sources.page_item import PageItem
from biascheck.errors import ConfigError, DataError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from biascheck.corpus.item import Item
    from biascheck.corpus.sources.file import File
    from biascheck.corpus.sources.options import Context

_CHARSET: Final = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_CHUNK: Final = 1 << 16


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield an item per page; that there is none is told.

    Raises:
        ConfigError: warcio is not installed.
        DataError: The archive cannot be read, or not any further.
        OSError: The same.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ImportError:
        hint = "Install it: pip install 'biascheck[warc]'"
        raise ConfigError("warcio is not installed.", source=file.name, hint=hint) from None
    # Undone here, not by warcio, to which a file that ends too early looks whole.
    with closing(unbuffered(file.open(), file.name)) as stream:
        tail = _Tail(stream)
        is_empty = True
        try:
            for record in ArchiveIterator(tail):
                item = _item(file, record) if _is_page(record) else None
                if _is_cut(record):
                    raise _too_short(file)
                if item is not None:
                    is_empty = False
                    yield item
        # The last is how warcio meets the header of a record that is cut in two.
        except (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError) as error:
            reason = " ".join(str(error).split())[:200].rstrip(".")
            cause = f"the web archive cannot be read on ({reason})."
            raise DataError(cause, source=file.name, hint="Is it complete?") from error
        if not tail.is_closed_record:
            raise _too_short(file)
        if is_empty:
            context.announce(f"{file.name}: the web archive holds no page.")


class _Tail:
    """A stream that remembers how it ended: every record is followed by a blank line."""

    def __init__(self, stream: io.RawIOBase) -> None:
        self._stream = stream
        self._last = b""

    def read(self, length: int) -> bytes:
        data = self._stream.read(length) or b""
        self._last = (self._last + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        return 0  # where records begin is not asked for

    @property
    def is_closed_record(self) -> bool:
        return not self._last or self._last.replace(b"\r", b"").endswith(b"\n\n")


def _too_short(file: File) -> DataError:
    cause = "the web archive ends within a record."
    return DataError(cause, source=file.name, hint="Is it complete?")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and "html" in kind.lower()


def _item(file: File, record: Any) -> Item:
    url = record.rec_headers.get_header("WARC-Target-URI") or file.name
    day = record.rec_headers.get_header("WARC-Date")
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type"))
    data = _content(record)
    if len(data) > MAX_ARTICLE:
        return too_large(url, file.name)
    return PageItem(
        id=url,
        source=file.name,
        data=data,
        is_page=True,
        url=url,
        charset=charset[1] if charset else None,
        published=day[:10] if day else None,
    )


def _content(record: Any) -> bytes:
    """Return the page, without the encoding it was sent in; little more than may be."""
    stream = record.content_stream()
    data = bytearray()
    while len(data) <= MAX_ARTICLE and (more := stream.read(_CHUNK)):
        data += more
    return bytes(data)


def _is_cut(record: Any) -> bool:
    """Return whether a record ends before its stated length, or before stating it."""
    if record.length is None:
        return True
    stream = record.raw_stream
    while getattr(stream, "limit", 0) > 0:
        if not stream.read(_CHUNK):
            return True
    return False
