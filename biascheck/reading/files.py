"""Reading an article from wherever a user points: a file, a page, standard input."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from biascheck.errors import InputError
from biascheck.reading.encoding import decode
from biascheck.reading.formats import CORPUS_SUFFIXES, HTML_SUFFIXES, refuse_other_formats
from biascheck.reading.pages import article_from_html
from biascheck.reading.text import article_from_text

if TYPE_CHECKING:
    from typing import BinaryIO

    from biascheck.types import Article

STDIN: Final = "-"

_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype html|<html)\b",
    re.IGNORECASE | re.DOTALL,
)


def read(source: str | Path, *, max_bytes: int = 20_000_000) -> Article:
    """Return the article at a path or http(s) address, or on standard input (``-``).

    A page is told by its ending (.html, .htm, .xhtml), by the server's content type or
    by its first tag; everything else is read as plain or Markdown text, whatever its
    ending. Nothing is read beyond ``max_bytes``.

    Raises:
        InputError: The source cannot be read, is no text, or holds no letters.
    """
    name = str(source)
    if isinstance(source, str) and _URL.match(source):
        return _read_url(source, max_bytes)
    if name == STDIN:
        data = _read_stdin(max_bytes)
        return _article(data, STDIN, stem="file", is_page=False)
    path = Path(source)
    if path.suffix.lower() in CORPUS_SUFFIXES:
        raise InputError(
            "this is a table of articles, not an article.",
            source=name,
            hint=f"Use: biascheck batch {name} -o OUT.jsonl",
        )
    data = _read_path(path, max_bytes)
    return _article(data, name, stem=path.stem, is_page=path.suffix.lower() in HTML_SUFFIXES)


def read_bytes(
    data: bytes,
    *,
    source: str,
    is_page: bool = False,
    url: str | None = None,
    charset: str | None = None,
) -> Article:
    """Return the article in some bytes, as ``read`` would from a file that holds them.

    Args:
        data: A page or a text.
        source: Where they come from.
        is_page: They are a page, whatever their first tag is.
        url: The address, where it is known apart from the page.
        charset: The encoding that a server stated, used where the bytes are not UTF-8.

    Raises:
        InputError: The bytes are no text, or hold no article.
    """
    stem = PurePath(source).stem
    return _article(data, source, stem=stem, is_page=is_page, url=url, charset=charset)


def _article(
    data: bytes,
    source: str,
    *,
    stem: str,
    is_page: bool,
    url: str | None = None,
    charset: str | None = None,
) -> Article:
    """Return the article in some bytes that are a page or a text."""
    refuse_other_formats(data, source=source, stem=stem)
    if data and (is_page or _HTML.match(data)):
        return article_from_html(data, url=url, source=source, charset=charset)
    text, notices = decode(data, source=source, declared=charset)
    return article_from_text(text, source=source, url=url, notices=notices)


def _read_url(url: str, max_bytes: int) -> Article:
    from biascheck.reading.web import fetch

    return article_from_answer(url, *fetch(url, max_bytes=max_bytes))


def article_from_answer(url: str, data: bytes, content_type: str, address: str) -> Article:
    """Return the article in what ``web.fetch`` brought.

    Args:
        url: The address that was asked for.
        data: The body.
        content_type: As the server stated it.
        address: Where redirects led to in the end.

    Raises:
        InputError: The body is no text, or holds no article.
    """
    refuse_other_formats(data, source=url, stem="file")
    kind, _, parameters = content_type.partition(";")
    if "html" in kind or _HTML.match(data):
        return article_from_html(data, url=address, source=url)
    charset = re.search(r"charset=([^;\s]+)", parameters)
    text, notices = decode(data, source=url, declared=charset[1] if charset else None)
    return article_from_text(text, source=url, url=address, notices=notices)


def _read_path(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            return _read_at_most(file, max_bytes, str(path))
    except FileNotFoundError:
        cause, hint = "there is no such file.", "Check the path, or use - for standard input."
    except IsADirectoryError:
        cause, hint = "this is a folder.", f"Use: biascheck batch {path} -o OUT.jsonl"
    except PermissionError:
        cause, hint = "the file may not be read.", "Check its permissions."
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = getattr(error, "strerror", None) or str(error)
        cause, hint = f"the file cannot be read ({reason}).", "Check the path."
    raise InputError(cause, source=str(path)[:200], hint=hint)


def _read_stdin(max_bytes: int) -> bytes:
    try:
        if sys.stdin is None:
            raise ValueError  # noqa: TRY301 - the same case as a stream closed later
        return _read_at_most(sys.stdin.buffer, max_bytes, STDIN)
    except (OSError, ValueError):
        raise InputError(
            "standard input is closed.",
            source=STDIN,
            hint="Pipe a text into the command, or name a file.",
        ) from None


def _read_at_most(file: BinaryIO, max_bytes: int, source: str) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(
            f"the input is larger than {max_bytes / 1e6:.0f} MB.",
            source=source,
            hint="Give one article per file; biascheck batch reads corpora.",
        )
    return data
