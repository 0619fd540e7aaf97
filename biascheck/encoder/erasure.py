"""Erasure: what a sentence head would read if a word were not in the sentence.

The word's token vectors are taken out of the sentence's mean, and out of the part that the
sentence has in the mean over itself and its neighbours. The encoder is not run again, so
the traces that the word left in the vectors of other words stay.

Source: erasure of representations as in Li, Monroe, Jurafsky 2016, "Understanding Neural
Networks through Representation Erasure", here at the level of pooling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.encoder.encoding import neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.encoder.encoding import Encoding
    from biascheck.encoder.words import Word


class Erasure:
    """Erases words from the sentences of one encoding.

    Args:
        encoding: An encoding that kept its states.

    Raises:
        ValueError: If it kept none.
    """

    def __init__(self, encoding: Encoding) -> None:
        if encoding.states is None:
            raise ValueError("the encoder did not keep the states of tokens")
        self._states = encoding.states
        self._sentences = encoding.sentences
        self._trios = neighbours(encoding.paragraphs)
        owners = encoding.tokens.sentences
        numbers = np.arange(len(encoding.sentences) + 1)
        self._counts = np.bincount(owners[owners >= 0], minlength=len(numbers))
        found, first = np.unique(owners, return_index=True)
        self._first = np.zeros(len(numbers), dtype=np.int64)
        self._first[found[found >= 0]] = first[found >= 0]

    def inputs(self, sentence: int, words: Sequence[Word]) -> NDArray[np.float32]:
        """Return a sentence head's input as it is, then without each word, ``[1 + n, 2d]``.

        Args:
            sentence: Index of the sentence.
            words: Words of this sentence.
        """
        first, count = int(self._first[sentence]), int(self._counts[sentence])
        states = self._states[first : first + count].astype(np.float32)
        whole = states.sum(axis=0)
        rows = [whole / max(1, count)]
        for word in words:
            taken = states[word.first - first : word.last - first]
            rows.append((whole - taken.sum(axis=0)) / max(1, count - len(taken)))
        means = np.stack(rows)
        trio = self._trios[sentence]
        others = self._sentences[trio[trio != sentence]].sum(axis=0)
        around = (others + np.count_nonzero(trio == sentence) * means) / len(trio)
        return np.concatenate([means, around], axis=1, dtype=np.float32)
