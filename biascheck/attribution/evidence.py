"""What a learned tagger thinks of each token: part of a source, a cue or a content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from biascheck.types import Sentence

# Between two tagged tokens at most this many untagged ones are bridged: a single
# doubtful word does not cut a statement in two.
_GAP: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class TokenEvidence:
    """Probabilities per token, for the roles of an attribution.

    All arrays have shape (n,), n tokens in text order.

    Attributes:
        starts: First code point of each token, int64.
        ends: One past its last code point, int64.
        source: P(token belongs to a source), float32 in [0, 1].
        cue: P(token belongs to a cue), float32 in [0, 1].
        content: P(token belongs to attributed content), float32 in [0, 1].

    Raises:
        ValueError: If the arrays differ in shape or a probability is out of range.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    source: NDArray[np.float32]
    cue: NDArray[np.float32]
    content: NDArray[np.float32]

    def __post_init__(self) -> None:
        arrays: tuple[NDArray[Any], ...] = (
            self.starts, self.ends, self.source, self.cue, self.content,
        )  # fmt: skip
        if any(a.ndim != 1 or a.shape != self.starts.shape for a in arrays):
            raise ValueError("token evidence needs five one-dimensional arrays of one length")
        for a in (self.source, self.cue, self.content):
            if a.size and not (float(a.min()) >= 0.0 and float(a.max()) <= 1.0):
                raise ValueError("token evidence holds a probability outside [0, 1]")

    def runs(
        self, role: NDArray[np.float32], threshold: float, sentences: Sequence[Sentence]
    ) -> Iterator[tuple[int, Span]]:
        """Yield (sentence position, span) of each run of tokens at or above ``threshold``.

        A run never crosses a sentence's end; gaps of up to two tokens are bridged.
        """
        position, run, last = 0, None, -1
        tagged = np.flatnonzero(role >= threshold)
        places = zip(self.starts[tagged].tolist(), self.ends[tagged].tolist(), strict=True)
        for i, (start, end) in zip(tagged.tolist(), places, strict=True):
            while position < len(sentences) and sentences[position].end <= start:
                if run is not None:
                    yield position, run
                    run = None
                position += 1
            if position == len(sentences):
                return
            if run is not None and i - last - 1 > _GAP:
                yield position, run
                run = None
            stop = min(end, sentences[position].end)
            run = Span(run.start if run else max(start, sentences[position].start), stop)
            last = i
        if run is not None:
            yield position, run
