"""From a plain or Markdown text to an `Article`, and which sentences repeat its headline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.errors import InputError
from biascheck.reading.front_matter import read_front_matter
from biascheck.reading.title import find_title
from biascheck.types import Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.types import Notice, Sentence

#: A repeated headline may be cut into a few sentences, never into many.
MAX_SENTENCES: Final = 6


def article_from_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the article's own word for it
    source: str = "<text>",
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    notices: tuple[Notice, ...] = (),
) -> Article:
    """Return the article that a text holds; the text itself is never changed.

    Args:
        text: The text, with or without a headline in its first line.
        id: Stable name; the source where none is given.
        source: Where the text was read from.
        title: The headline, where it is known apart from the text. If the text opens
            with it, that is where ``title_span`` points.
        outlet: Name of the outlet.
        url: Address of the article.
        published: Day of publication, ISO 8601.
        language: ISO 639-1 code, if it is known.
        notices: What happened while the text was read.

    Raises:
        InputError: The text holds no letter.
    """
    require_letters(text, source)
    front = read_front_matter(text)
    title = title or front.title
    found = _opening(text, title) if title else find_title(text[front.end :])
    if found and not title:
        found = Span(found.start + front.end, found.end + front.end)
        title = " ".join(text[found.start : found.end].split())
    return Article(
        text=text,
        id=source if id is None else id,
        source=source,
        title=title,
        title_span=None if front.end else found,
        outlet=outlet,
        url=url,
        published=published or front.published,
        language=language or front.language,
        notices=notices,
    )


def read_again(article: Article, *, text: str | None = None, title: str | None = None) -> Article:
    """Return an article with another text or headline, and all else that is known of it.

    Args:
        article: The article.
        text: What it says instead; None: the same.
        title: The headline given apart; None: the one that the text has.

    Raises:
        InputError: The text holds no letter.
    """
    return article_from_text(
        article.text if text is None else text,
        id=article.id,
        source=article.source,
        title=title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        language=article.language,
        notices=article.notices,
    )


def require_letters(text: str, source: str) -> None:
    """Raise an error that names what the text lacks, unless it holds a letter."""
    if any(map(str.isalpha, text)):
        return
    if not text.strip():
        cause = "the text is blank." if text else "the text is empty."
    else:
        cause = "the text holds no letters."
    raise InputError(cause, source=source, hint="Give the text of a news article.")


def repeated_headline(article: Article, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indices of the sentences that repeat the headline as body text.

    Two texts are the same headline if they agree in their letters and digits, whatever
    the case, blanks and punctuation. The headline itself (the sentence under
    ``title_span``) is not among them; where the title was given apart from the text,
    every occurrence is a repetition.
    """
    if not article.title or not (headline := _letters(article.title)):
        return frozenset()
    own = article.title_span
    found: set[int] = set()
    for paragraph in _by_paragraph(sentences):
        if own is not None and own.overlaps(Span(paragraph[0].start, paragraph[-1].end)):
            continue
        for run in _runs(paragraph):
            if _letters(article.text[run[0].start : run[-1].end], len(headline)) == headline:
                found.update(sentence.index for sentence in run)
    return frozenset(found)


def _by_paragraph(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    run: list[Sentence] = []
    for sentence in sentences:
        if run and sentence.paragraph != run[-1].paragraph:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def _runs(paragraph: list[Sentence]) -> Iterator[list[Sentence]]:
    """Yield a whole short paragraph, and each of its sentences alone."""
    if 1 < len(paragraph) <= MAX_SENTENCES:
        yield paragraph
    yield from ([sentence] for sentence in paragraph)


def _letters(text: str, expected: int | None = None) -> str:
    """Return the letters and digits of a text, case folded.

    Where it is far longer or has fewer characters than there should be letters, return "".
    """
    if expected is not None and len(text) > 4 * expected + 40:
        return ""
    folded = text.casefold()
    if expected is not None and len(folded) < expected:
        return ""
    return "".join(filter(str.isalnum, folded))


def _opening(text: str, title: str) -> Span | None:
    """Return the span of the title at the beginning of the text, or None."""
    headline = _letters(title)
    start = next((i for i, c in enumerate(text) if c.isalnum()), len(text))
    position = start
    taken = 0
    while position < len(text) and taken < len(headline):
        letters = _letters(text[position])
        if not headline.startswith(letters, taken):
            return None
        taken += len(letters)
        position += 1
    return _whole_line(text, start, position) if headline and taken == len(headline) else None


def _whole_line(text: str, start: int, end: int) -> Span | None:
    """Return the span with its closing marks, if nothing else stands on its line."""
    rest = text[end:].splitlines()[:1]
    tail = rest[0].rstrip() if rest else ""
    return None if any(map(str.isalnum, tail)) else Span(start, end + len(tail))
