"""What a dimension sees of an article: the text, its encoding, and earlier results."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.encoder.heads import apply_head, sigmoid
from biascheck.encoder.words import find_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from biascheck.checkpoints.checkpoint import Served
    from biascheck.encoder.encoding import Encoding
    from biascheck.encoder.heads import HeadSpec
    from biascheck.encoder.words import Word
    from biascheck.names.article import Names
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

    def uncalibrated(self, name: str, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the logits that ``calibrated`` turns into these."""
        slope, offset = self.calibration.get(name, (1.0, 0.0))
        return np.asarray((logits - np.float32(offset)) / np.float32(slope), dtype=np.float32)

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
        names: What was recognised in the sentences; None: not yet.
        repeated: Sentences that repeat the headline.
        served: What a checkpoint says in the place of the model's heads.
        results: Dimension name to what it found; later dimensions read earlier ones.
    """

    document: Document
    encoding: Encoding
    judge: Judge
    targets: tuple[Target, ...] = ()
    names: Names | None = None
    repeated: frozenset[int] = frozenset()
    served: tuple[Served, ...] = ()
    results: dict[str, Any] = field(default_factory=dict)
    _words: tuple[Word, ...] | None = None

    @property
    def article(self) -> Article:
        """The article."""
        return self.document.article

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return self.document.sentences

    def inputs(self, spec: HeadSpec) -> NDArray[np.float32]:
        """Return what a head reads of this article, a row for each thing of its level.

        That is one row per sentence, per mention, or one for the article.

        Raises:
            ValueError: The level is no vector of the encoding; token heads are applied
                while the article is encoded, see ``Encoding.token_logits``.
        """
        if spec.level == "article":
            return self.content_vector()
        if spec.level == "unit":
            return self.encoding.sentences
        if spec.level == "sentence":
            return self.encoding.sentence_inputs()
        if spec.level == "mention":
            return self.encoding.mention_inputs()
        raise ValueError(f"a head of level {spec.level!r} reads no vectors of the encoding")

    def logits(self, head: str) -> NDArray[np.float32]:
        """Return a head's logits, a row for each thing of its level, see ``inputs``.

        Outputs that a checkpoint serves are the checkpoint's, put on the head's own scale,
        so that what reads the head need not know who speaks. For a head of the article the
        checkpoint's sentences are averaged as its vectors are.
        """
        spec = self.judge.specs[head]
        found = self.judge.logits(head, self.inputs(spec))
        for served in self._serving(head):
            rows = self._over_content(served.logits) if spec.level == "article" else served.logits
            self._replace(found, served, rows)
        return found

    def headline_logits(self, head: str) -> NDArray[np.float32] | None:
        """Return a head's logits for a headline that stands apart from the text, ``[1, n]``.

        Only heads of sentences and units judge it; it stands in for its own neighbours.
        None where there is no such headline.
        """
        if self.encoding.headline is None:
            return None
        spec, vector = self.judge.specs[head], self.encoding.headline[None, :]
        inputs = np.concatenate([vector, vector], axis=1) if spec.level == "sentence" else vector
        found = self.judge.logits(head, inputs)
        for served in self._serving(head):
            if served.headline is not None:
                self._replace(found, served, served.headline)
        return found

    def is_served(self, head: str) -> bool:
        """Say whether a checkpoint serves an output of this head."""
        return bool(self._serving(head))

    def _serving(self, head: str) -> list[Served]:
        return [served for served in self.served if served.head == head]

    def _replace(
        self, logits: NDArray[np.float32], served: Served, rows: NDArray[np.float32]
    ) -> None:
        columns = [self.judge.specs[served.head].outputs.index(name) for name in served.outputs]
        logits[:, columns] = self.judge.uncalibrated(served.name, rows)

    def words(self) -> tuple[Word, ...]:
        """Return the words of its sentences, in order; found once."""
        if self._words is None:
            self._words = find_words(self.article.text, self.encoding.tokens)
        return self._words

    def content_vector(self) -> NDArray[np.float32]:
        """Return the mean token vector of the article without its boilerplate, ``[1, d]``."""
        counts, weights = self._content_tokens()
        total = (self.encoding.sentences * weights[:, None]).sum(axis=0)
        apart = counts[len(self.sentences)]
        if self.encoding.headline is not None:
            total = total + self.encoding.headline * apart
        n = float(weights.sum()) + float(apart)
        vector = total / n if n else self.encoding.article
        return np.asarray(vector, dtype=np.float32)[None, :]

    def _content_tokens(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return tokens per sentence, then those of a headline apart, and per content sentence."""
        boilerplate = self.results["role"].probabilities[:, 3]
        owner = self.encoding.tokens.sentences
        counts = np.bincount(owner[owner >= 0], minlength=len(self.sentences) + 1)
        return counts, counts[: len(self.sentences)] * (boilerplate < 0.5)

    def _over_content(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the mean over sentences ``[S, k] -> [1, k]``, by their tokens of content."""
        _, weights = self._content_tokens()
        chosen = weights if weights.any() else np.ones(len(rows))
        return np.asarray(chosen @ rows / chosen.sum(), dtype=np.float32)[None, :]
