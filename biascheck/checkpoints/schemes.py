"""What a checkpoint can serve: our labels, the heads they stand for, the texts it may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from biascheck.labels import FRAMES, STANCES

if TYPE_CHECKING:
    from collections.abc import Mapping

# One text of a checkpoint: a sentence; a sentence between the ones before and after it in
# its paragraph; or as many whole sentences of the article as a window holds.
Reading: TypeAlias = Literal["sentence", "neighbours", "article"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One thing that a checkpoint can serve.

    Attributes:
        dimension: The dimension that reads it.
        head: The shipped head whose logits it replaces.
        outputs: Our label to the name of the head's output.
        rest: Our label for "none of these"; None where the outputs exclude one another.
        readings: The texts that it may be read from; the first is the default.
        pooled: What becomes of the windows of a text that is too long for one: their
            ``max``, since one loaded clause loads the sentence, or their ``mean``
            weighted by length.
    """

    dimension: str
    head: str
    outputs: Mapping[str, str]
    rest: str | None
    readings: tuple[Reading, ...]
    pooled: Literal["max", "mean"]

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of ours that a checkpoint's label may be mapped to."""
        return (*self.outputs, *(() if self.rest is None else (self.rest,)))


_SENTENCES: Final[tuple[Reading, ...]] = ("sentence", "neighbours")
# The labels are those of the evaluation files, so that one vocabulary serves both.
SCHEMES: Final[Mapping[str, Scheme]] = {
    "subjective": Scheme(
        "role", "axes", {"subjective": "subjective"}, "objective", _SENTENCES, "max"
    ),
    "attributed": Scheme("role", "axes", {"attributed": "attributed"}, "not", _SENTENCES, "max"),
    "loaded": Scheme("loaded", "loaded", {"biased": "loaded"}, "neutral", _SENTENCES, "max"),
    "genre": Scheme("genre", "genre", {"opinion": "opinion"}, "news", ("article",), "mean"),
    "framing": Scheme(
        "framing",
        "framing",
        {frame: frame for frame in FRAMES},
        "none",
        (*_SENTENCES, "article"),
        "max",
    ),
    "stance": Scheme(
        "stance", "stance", {stance: stance for stance in STANCES}, None, _SENTENCES, "mean"
    ),
}
