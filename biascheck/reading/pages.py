"""From a web page to an `Article`: main content by trafilatura, as plain paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import InputError
from biascheck.reading.encoding import decode
from biascheck.types import Article, Span, count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biascheck.types import Notice

#: A page that yields fewer words holds no article (a notice to switch on scripts, a wall).
MIN_WORDS: Final = 25
#: Identical paragraphs of at least so many words are the page's doing, not the author's.
MIN_DUPLICATE_WORDS: Final = 4

_HEAD: Final = 4_096
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)


def article_from_html(
    html: str | bytes,
    *,
    url: str | None = None,
    source: str | None = None,
    id: str | None = None,  # noqa: A002
    charset: str | None = None,
) -> Article:
    """Return the article on a page.

    ``text`` is the headline, a blank line, and the paragraphs of the main content,
    parted by blank lines; the headline stands in it once. Outlet, day (ISO 8601) and
    language are what the page states, or None.

    Args:
        html: The page as served.
        url: Its address; the page's own where it is not given.
        source: Where the page was read from; the address where it is not given.
        id: Stable name; the source where none is given.
        charset: The encoding that the server stated; it counts more than the page's own
            statement (HTML Standard, 13.2.3.2).

    Raises:
        InputError: The page holds no main content.
    """
    where = source or url or "<html>"
    notices: tuple[Notice, ...] = ()
    if isinstance(html, bytes):
        stated = _CHARSET.search(html[:_HEAD])
        declared = charset or (stated[1].decode("ascii") if stated else None)
        html, notices = decode(html, source=where, declared=declared)
    page = _extract(html, url)
    lines = [line for line in map(_one_line, (page.text or "").split("\n")) if line]
    if count_words(" ".join(lines)) < MIN_WORDS:
        raise InputError(
            "the page holds no article that could be found.",
            source=where,
            hint="Copy the article's text into a .txt file and give that.",
        )
    title, body = _headline(html, page, lines)
    text = "\n\n".join([title, *body] if title else body)
    language = _LANGUAGE.search(html[:_HEAD])
    return Article(
        text=text,
        id=where if id is None else id,
        source=where,
        title=title,
        title_span=Span(0, len(title)) if title else None,
        outlet=page.sitename or page.hostname,
        url=url or page.url,
        published=page.date,
        language=language[1].lower() if language else None,
        notices=notices,
    )


def _extract(html: str, url: str | None) -> Any:
    """Return trafilatura's document; its ``text`` is None where it found nothing.

    Its own deduplication remembers earlier pages, so that an article would depend on
    its neighbours; it stays off.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    page = bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, include_tables=False
    )
    return page or Document()


def _headline(html: str, page: Any, lines: list[str]) -> tuple[str | None, list[str]]:
    """Return the headline and the paragraphs without it.

    The heading that readers see (``h1``) counts more than the title in the page's
    metadata, which is often shortened for search engines.
    """
    stated = _one_line(page.title or "") or None
    shown = [heading for heading in _headings(html) if heading in lines[:3] or heading == stated]
    title = shown[0] if shown else stated
    names = {_letters(name) for name in (title, stated) if name}
    return title, _once(line for line in lines if _letters(line) not in names)


def _headings(html: str) -> list[str]:
    """Return the texts of the page's first-level headings."""
    from trafilatura import load_html

    tree = load_html(html)
    return [] if tree is None else [_one_line(h.text_content()) for h in tree.iter("h1")]


def _once(lines: Iterable[str]) -> list[str]:
    """Return the lines without later copies of longer ones."""
    seen: set[str] = set()
    kept: list[str] = []
    for line in lines:
        if line in seen and len(line.split()) >= MIN_DUPLICATE_WORDS:
            continue
        seen.add(line)
        kept.append(line)
    return kept


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
