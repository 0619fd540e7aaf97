"""Documents as tokens: ids, exact offsets, and the unit of text each token belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    """

    def __init__(self, backend: Any) -> None:
        backend.no_padding()
        backend.no_truncation()
        self._backend = backend
        self.open_id = self._special("[CLS]", "<s>")
        self.close_id = self._special("[SEP]", "</s>")
        self.pad_id = self._special("[PAD]", "<pad>")
        # Tokenizers that learn from raw text (SentencePiece) count the blank before a word to it.
        probe = backend.encode(_PROBE, add_special_tokens=False).offsets
        self._takes_blanks = any(_PROBE[start : start + 1] == " " for start, _ in probe)

    def _special(self, *names: str) -> int:
        for name in names:
            identifier = self._backend.token_to_id(name)
            if identifier is not None:
                return int(identifier)
        raise ValueError(f"the tokenizer has none of the special tokens {names}")

    def document(self, document: Document) -> Tokens:
        """Tokenize the sentences of a document, in order, with paragraph separators.

        A headline that stands apart from the text comes first, as context.
        """
        article = document.article
        n = len(document.sentences)
        pieces = [article.text[s.start : s.end] for s in document.sentences]
        offsets = [s.start for s in document.sentences]
        paragraphs = [s.paragraph for s in document.sentences]
        indices = list(range(n))
        if article.title and article.title_span is None:
            pieces.insert(0, article.title)
            offsets.insert(0, -1)
            paragraphs.insert(0, -1)
            indices.insert(0, n)
        return self._assemble(pieces, offsets, paragraphs, indices, n)

    def _assemble(
        self,
        pieces: Sequence[str],
        offsets: Sequence[int],
        paragraphs: Sequence[int],
        indices: Sequence[int],
        n_sentences: int,
    ) -> Tokens:
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        owner: list[int] = []
        previous: int | None = None
        for text, piece, base, paragraph, index in zip(
            pieces,
            self._backend.encode_batch(list(pieces), add_special_tokens=False),
            offsets,
            paragraphs,
            indices,
            strict=True,
        ):
            if previous is not None and paragraph != previous:
                ids.append(self.close_id)
                starts.append(-1)
                ends.append(-1)
                owner.append(NO_SENTENCE)
            previous = paragraph
            ids.extend(piece.ids)
            owner.extend([index] * len(piece.ids))
            apart = base < 0
            places = _without_blanks(text, piece.offsets) if self._takes_blanks else piece.offsets
            starts.extend(-1 if apart else base + start for start, _ in places)
            ends.extend(-1 if apart else base + end for _, end in places)
        return Tokens(
            ids=np.asarray(ids, dtype=np.int64),
            starts=np.asarray(starts, dtype=np.int64),
            ends=np.asarray(ends, dtype=np.int64),
            sentences=np.asarray(owner, dtype=np.int64),
            n_sentences=n_sentences,
        )


def _without_blanks(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the offsets with the blank before each token left out."""
    return [(start + (start < end and text[start].isspace()), end) for start, end in offsets]


def load_tokenizer(path: str) -> Tokenizer:
    """Load ``tokenizer.json``.

    Raises:
        Exception: Whatever the ``tokenizers`` library raises on a damaged file.
    """
    from tokenizers import Tokenizer as Backend

    return Tokenizer(Backend.from_file(path))
