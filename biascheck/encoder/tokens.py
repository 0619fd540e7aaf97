"""Documents as tokens: ids, exact offsets, and the unit of text each token belongs to."""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from biascheck.encoder.rewriting import Rewritten, rewrite
from biascheck.names.article import recognise
from biascheck.names.stand_ins import StandIn, find_stand_ins
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from biascheck.names.article import Names
    from biascheck.types import Document

# A separator token of the model stands where a paragraph ends; it belongs to no sentence.
NO_SENTENCE = -1
_PROBE = "it is"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document, without the marks that open and close a window.

    Attributes:
        ids: Vocabulary ids, int64 ``[n]``.
        starts: First code point of each token in ``Article.text``, int64 ``[n]``;
            -1 for tokens of a headline that is not part of the text and for separators.
        ends: One past the last code point, int64 ``[n]``.
        sentences: Sentence index of each token, int64 ``[n]``; ``NO_SENTENCE`` for
            separators. A headline given apart from the text has index ``n_sentences``.
        n_sentences: Number of sentences of the document.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentences: NDArray[np.int64]
    n_sentences: int

    def __len__(self) -> int:
        return len(self.ids)


class Tokenizer:
    """A ``tokenizers.Tokenizer`` with the three special tokens that windows need.

    Args:
        backend: The tokenizer as loaded from ``tokenizer.json``.
        stand_ins: Whether names are read under their stand-ins, see ``names.stand_ins``.
    """

    def __init__(self, backend: Any, *, stand_ins: bool = False) -> None:
        self._stand_ins = stand_ins
        backend.no_padding()
        backend.no_truncation()
        self._backend = backend
        self.open_id = self._special("[CLS]", "<s>")
        self.close_id = self._special("[SEP]", "</s>")
        self.pad_id = self._special("[PAD]", "<pad>")
        # Tokenizers that learn from raw text (SentencePiece) count the blank before a word to it.
        probe = backend.encode(_PROBE, add_special_tokens=False).offsets
        self._takes_blanks = any(_PROBE[start : start + 1] == " " for start, _ in probe)

    def reading(self, *, stand_ins: bool) -> Tokenizer:
        """Return this tokenizer with or without stand-ins."""
        other = copy(self)
        other._stand_ins = stand_ins  # noqa: SLF001 - a copy of its own
        return other

    def _special(self, *names: str) -> int:
        for name in names:
            identifier = self._backend.token_to_id(name)
            if identifier is not None:
                return int(identifier)
        raise ValueError(f"the tokenizer has none of the special tokens {names}")

    def document(self, document: Document, names: Names | None = None) -> Tokens:
        """Tokenize the sentences of a document, in order, with paragraph separators.

        A headline that stands apart from the text comes first, as context. Where names have
        stand-ins, a token of one has the offsets of the whole name.

        Args:
            document: The document.
            names: What was recognised in its sentences; None: recognise it, if it is needed.
        """
        if self._stand_ins and names is None:
            names = recognise(document.article.text, document.sentences)
        pieces = list(_pieces(document, names if self._stand_ins else None))
        texts = [piece.read.text for piece in pieces]
        encoded = self._backend.encode_batch(texts, add_special_tokens=False)
        ids = np.array([i for found in encoded for i in found.ids], dtype=np.int64)
        number = np.repeat(np.arange(len(pieces)), [len(found.ids) for found in encoded])
        starts, ends = self._places(pieces, encoded, number)
        owners = np.array([piece.owner for piece in pieces], dtype=np.int64)[number]
        marks = _paragraph_ends(pieces, number)
        return Tokens(
            np.insert(ids, marks, self.close_id),
            np.insert(starts, marks, -1),
            np.insert(ends, marks, -1),
            np.insert(owners, marks, NO_SENTENCE),
            len(document.sentences),
        )

    def _places(
        self, pieces: Sequence[_Piece], encoded: Sequence[Any], number: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the tokens start and end in the text; ``number`` is each one's piece."""
        offsets = [
            _without_blanks(piece.read.text, found.offsets) if self._takes_blanks else found.offsets
            for piece, found in zip(pieces, encoded, strict=True)
        ]
        if not len(number):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        first, last = np.array([o for part in offsets for o in part], dtype=np.int64).T
        sizes = np.array([len(piece.read.text) for piece in pieces])
        base = (np.cumsum(sizes) - sizes)[number]
        origin = [
            np.concatenate([getattr(p.read, end) for p in pieces]) for end in ("starts", "ends")
        ]
        starts = origin[0][base + np.minimum(first, sizes[number] - 1)]
        ends = np.where(last > first, origin[1][base + np.maximum(last, 1) - 1], starts)
        apart = np.array([piece.apart for piece in pieces])[number]
        return np.where(apart, -1, starts), np.where(apart, -1, ends)


class _Piece(NamedTuple):
    """A sentence, or the headline that stands apart from the text, as it is read."""

    read: Rewritten
    paragraph: int
    owner: int
    apart: bool


def _paragraph_ends(pieces: Sequence[_Piece], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return before which tokens a separator stands: one between any two paragraphs."""
    paragraphs = np.array([piece.paragraph for piece in pieces], dtype=np.int64)
    changes = np.flatnonzero(np.diff(paragraphs)) + 1
    return np.searchsorted(number, changes)


def _pieces(document: Document, names: Names | None) -> Iterator[_Piece]:
    """Yield what is read, in order; names have the same stand-ins in headline and text."""
    article, sentences = document.article, document.sentences
    title = article.title if article.title and article.title_span is None else None
    head = 0 if title is None else len(title) + 1
    text = article.text if title is None else f"{title}\n{article.text}"
    found: Sequence[StandIn] = ()
    if names is not None:
        found = find_stand_ins(text, names if title is None else names.under(title))
    if title is not None:
        inside = _inside(found, Span(0, len(title)))
        yield _Piece(rewrite(text, 0, len(title), inside), -1, len(sentences), apart=True)
    for index, sentence in enumerate(sentences):
        span = Span(sentence.start + head, sentence.end + head)
        read = rewrite(text, span.start, span.end, _inside(found, span))
        placed = Rewritten(read.text, read.starts - head, read.ends - head) if head else read
        yield _Piece(placed, sentence.paragraph, index, apart=False)


def _inside(found: Sequence[StandIn], span: Span) -> Sequence[StandIn]:
    """Return the stand-ins inside a span."""
    first = bisect_left(found, span.start, key=lambda one: one.span.start)
    last = bisect_left(found, span.end, key=lambda one: one.span.start)
    return [one for one in found[first:last] if one.span.end <= span.end]


def _without_blanks(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the offsets with the blank before each token left out."""
    return [(start + (start < end and text[start].isspace()), end) for start, end in offsets]


def load_tokenizer(path: str, *, stand_ins: bool = False) -> Tokenizer:
    """Load ``tokenizer.json``.

    Args:
        path: The file.
        stand_ins: Whether names are read under their stand-ins.

    Raises:
        Exception: Whatever the ``tokenizers`` library raises on a damaged file.
    """
    from tokenizers import Tokenizer as Backend

    return Tokenizer(Backend.from_file(path), stand_ins=stand_ins)
