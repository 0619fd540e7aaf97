"""From what is asked for to a report, within the limits; nothing is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from biascheck.errors import ConfigError, InputError, LanguageError
from biascheck.serve.problem import Problem
from biascheck.serve.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from biascheck.analyzer import Analyzer
    from biascheck.reading.web import Send
    from biascheck.serve.asked import Asked
    from biascheck.serve.limits import Limits
    from biascheck.types import Article, Report

    #: Body, content type and final address of a page.
    Page = tuple[bytes, str, str]

_T = TypeVar("_T")
_PASTED: Final = "text"


class Desk:
    """Answers requests with one model.

    Args:
        analyzer: The model.
        limits: How much one may ask.
        send: What fetches pages; None: none are fetched.
    """

    def __init__(self, analyzer: Analyzer, limits: Limits, send: Send | None) -> None:
        self.limits = limits
        self.turns = Turns(limits)
        self.provenance = analyzer.provenance
        self.fetches = send is not None
        self._analyzer = analyzer
        self._send = send

    async def answer(self, asked: Asked, render: Callable[[Report], _T]) -> _T:
        """Return the report on what is asked for, written by ``render``.

        Raises:
            Problem: There is none.
        """
        self._require_short(asked.text)
        with self.turns.place() as deadline:
            page = None
            if asked.url:
                page = await self.turns.fetch(partial(self._fetch, asked.url))
            work = partial(self._analyse, asked, page, render)
            return await self.turns.work(work, deadline)

    def _fetch(self, url: str) -> Page:
        from biascheck.reading.web import fetch

        if self._send is None:
            raise Problem("no-page", "This server fetches no pages.")
        limits = self.limits
        seconds = min(limits.page_seconds, limits.seconds)
        try:
            return fetch(url, timeout=seconds, max_bytes=limits.page_bytes, send=self._send)
        except InputError as error:
            raise Problem("no-page", _sentence(error.cause)) from None

    def _analyse(self, asked: Asked, page: Page | None, render: Callable[[Report], _T]) -> _T:
        try:
            article = self._article(asked, page)
            analyzer = self._analyzer
            if asked.dimensions:
                analyzer = analyzer.choosing(asked.dimensions)
            return render(analyzer.analyze(article, targets=asked.targets))
        except LanguageError as error:
            raise Problem("unreadable", _sentence(error.cause), "Send an English text.") from None
        except InputError as error:
            hint = None if page is None else "Paste the article's text instead."
            raise Problem("unreadable", _sentence(error.cause), hint) from None
        except ConfigError as error:
            fault = {"pointer": "/dimensions", "detail": error.cause}
            raise Problem("invalid", _sentence(error.cause), error.hint, errors=(fault,)) from None

    def _article(self, asked: Asked, page: Page | None) -> Article:
        from biascheck.reading.files import article_from_answer
        from biascheck.reading.language import require_supported
        from biascheck.reading.text import article_from_text, read_again

        title = asked.title or None
        if page is None:
            article = article_from_text(asked.text, source=_PASTED, title=title)
        else:
            article = article_from_answer(asked.url, *page)
            self._require_short(article.text)
            article = read_again(article, title=title) if title else article
        return require_supported(article)

    def _require_short(self, text: str) -> None:
        most = self.limits.characters
        if len(text) > most:
            told = f"The text has {len(text):,} characters; {most:,} are read here."
            raise Problem("too-large", told)


def _sentence(cause: str) -> str:
    return cause[:1].upper() + cause[1:]
