"""From rows to cases: rows of one document are read together, others alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from biascheck.evaluation.rows import Row
from biascheck.types import Article, Document, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biascheck.evaluation.rows import Unreadable

G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Case(Generic[G]):
    """What is analysed in one go: the rows of one document in order, or a single row."""

    rows: tuple[Row[G], ...]


def document_sizes(rows: Iterable[Row[Any] | Unreadable]) -> Counter[str]:
    """Return how many readable rows each document has, so that its last one is known."""
    return Counter(
        row.document for row in rows if isinstance(row, Row) and row.document is not None
    )


def gather(rows: Iterable[Row[G]], sizes: Mapping[str, int]) -> Iterator[Case[G]]:
    """Yield a case as soon as its rows are complete; only open documents are held.

    The rows of a document may stand anywhere in the file; they are put in the order
    of their index.

    Args:
        rows: The readable rows.
        sizes: Number of rows of each document.
    """
    opened: dict[str, list[Row[G]]] = {}
    for row in rows:
        if row.document is None:
            yield Case((row,))
            continue
        group = opened.setdefault(row.document, [])
        group.append(row)
        if len(group) == sizes[row.document]:
            del opened[row.document]
            yield Case(tuple(sorted(group, key=lambda r: r.index or 0)))


def sentences_document(case: Case[Any], *, blocks: bool = False) -> Document:
    """Return a case whose rows are sentences as a document of exactly these sentences.

    Args:
        case: The rows.
        blocks: Whether a row without ``paragraph`` is a block of its own (a line of a
            page). A new paragraph starts where ``paragraph`` changes.
    """
    parts: list[str] = []
    sentences: list[Sentence] = []
    position = paragraph = 0
    for index, row in enumerate(case.rows):
        text = row.text.strip()
        if index:
            alone = blocks and row.paragraph is None
            new = alone or row.paragraph != case.rows[index - 1].paragraph
            paragraph += new
            parts.append("\n\n" if new else " ")
            position += len(parts[-1])
        parts.append(text)
        sentences.append(Sentence(index, Span(position, position + len(text)), paragraph))
        position += len(text)
    return Document(article("".join(parts), case.rows[0]), tuple(sentences))


def article(text: str, row: Row[Any]) -> Article:
    """Return a row's text as an article.

    Labelled files are English by contract, so their language is stated, not guessed.
    """
    name = row.document or row.id
    heads = row.title is not None and text.startswith(row.title)
    return Article(
        text=text,
        id=name,
        source=name,
        title=row.title,
        title_span=Span(0, len(row.title)) if heads and row.title else None,
        language="en",
    )
