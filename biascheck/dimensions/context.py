"""What a dimension sees of an article: the text, its encoding, and earlier results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.encoder.heads import apply_head, sigmoid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.encoder.encoding import Encoding
    from biascheck.encoder.heads import HeadSpec
    from biascheck.types import Article, Document, Sentence, Target


@dataclass(frozen=True, slots=True)
class Judge:
    """The heads of a model with their calibration and thresholds.

    Attributes:
        specs: Heads by name.
        weights: Their weights, by the names of ``HeadSpec.shapes``.
        calibration: Output name to (slope, offset) of its logit.
            Source: Platt 1999, "Probabilistic outputs for support vector machines".
        thresholds: Decision thresholds by name.
    """

    specs: Mapping[str, HeadSpec]
    weights: Mapping[str, NDArray[np.float32]]
    calibration: Mapping[str, Sequence[float]]
    thresholds: Mapping[str, float]

    def logits(self, head: str, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return raw logits ``[n, outputs]``."""
        return apply_head(self.specs[head], self.weights, inputs)

    def calibrated(self, name: str, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return logits after the calibration of that name; unchanged where there is none."""
        slope, offset = self.calibration.get(name, (1.0, 0.0))
        return np.asarray(logits * np.float32(slope) + np.float32(offset), dtype=np.float32)

    def probability(self, name: str, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return calibrated probabilities of yes/no logits."""
        return sigmoid(self.calibrated(name, logits))

    def threshold(self, name: str, default: float = 0.5) -> float:
        """Return a decision threshold."""
        return float(self.thresholds.get(name, default))


@dataclass(slots=True)
class Context:
    """One article on its way through the dimensions.

    Attributes:
        document: The segmented article.
        encoding: Its encoding.
        judge: The model's heads.
        targets: Targets of stance.
        repeated: Sentences that repeat the headline.
        results: Dimension name to what it found; later dimensions read earlier ones.
    """

    document: Document
    encoding: Encoding
    judge: Judge
    targets: tuple[Target, ...] = ()
    repeated: frozenset[int] = frozenset()
    results: dict[str, Any] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """The article."""
        return self.document.article

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return self.document.sentences

    def content_vector(self) -> NDArray[np.float32]:
        """Return the mean token vector of the article without its boilerplate, ``[1, d]``."""
        boilerplate = self.results["role"].probabilities[:, 3]
        owner = self.encoding.tokens.sentences
        counts = np.bincount(owner[owner >= 0], minlength=len(self.sentences) + 1)
        weights = counts[: len(self.sentences)] * (boilerplate < 0.5)
        total = (self.encoding.sentences * weights[:, None]).sum(axis=0)
        apart = counts[len(self.sentences)]
        if self.encoding.headline is not None:
            total = total + self.encoding.headline * apart
        n = float(weights.sum()) + float(apart)
        vector = total / n if n else self.encoding.article
        return np.asarray(vector, dtype=np.float32)[None, :]
