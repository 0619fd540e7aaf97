"""A checkpoint that serves dimensions: documents in, the logits of their heads out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.checkpoints.classifier import Classifier
from biascheck.checkpoints.declaration import DOCUMENTED, FILE, read_declaration
from biascheck.checkpoints.origin import fetch_weights
from biascheck.checkpoints.outputs import decide
from biascheck.checkpoints.texts import Text, article_texts, mention_texts, sentence_texts
from biascheck.errors import ConfigError, ModelError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from biascheck.checkpoints.classifier import Judged
    from biascheck.checkpoints.declaration import Activation, Declaration, Service
    from biascheck.checkpoints.origin import Origin
    from biascheck.types import Document

_CLASSIFIER: Final = "ForSequenceClassification"


@dataclass(frozen=True, slots=True)
class Served:
    """What a checkpoint says of one document in the place of a head.

    Attributes:
        name: Name of the scheme, which is also that of the shipped calibration.
        head: The head whose outputs it replaces.
        outputs: Names of those outputs.
        logits: Calibrated log-odds, one row per sentence or, for stance, per mention,
            ``[n, len(outputs)]``.
        headline: The same of a headline that stands apart from the text, ``[1, ...]``.
    """

    name: str
    head: str
    outputs: tuple[str, ...]
    logits: NDArray[np.float32]
    headline: NDArray[np.float32] | None = None


class Checkpoint:
    """A classifier with its declaration.

    Args:
        origin: Where it comes from.
        declaration: What it serves.
        classifier: What computes.

    Raises:
        ConfigError: The declaration does not fit the checkpoint's labels or length.
    """

    def __init__(self, origin: Origin, declaration: Declaration, classifier: Classifier) -> None:
        self.origin = origin
        self.declaration = declaration
        self._classifier = classifier
        self._sha256 = origin.sha256()
        self._window = _window(declaration, classifier)
        self._activations = {
            service.name: service.activation or classifier.activation
            for service in declaration.services
        }
        for service in declaration.services:
            _check_labels(
                service, classifier.labels, self._activations[service.name], declaration.path
            )

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that it serves, wholly or in part."""
        return tuple(dict.fromkeys(s.scheme.dimension for s in self.declaration.services))

    def thresholds(self) -> dict[str, float]:
        """Return thresholds that stand in the place of the shipped model's."""
        found: dict[str, float] = {}
        for service in self.declaration.services:
            if service.name == "framing":
                found |= {f"framing.{name}": service.threshold or 0.5 for name in service.outputs}
            if service.name == "stance":
                # The shipped head's leanings are not this checkpoint's.
                found |= {f"stance.{name}": 0.0 for name in service.outputs}
                found |= {"stance.sure": service.threshold} if service.threshold else {}
        return found

    def describe(self) -> dict[str, Any]:
        """Return who it is and what it serves, for the report's ``model``."""
        return {
            "name": self.declaration.name,
            "version": self.declaration.version,
            "licence": self.declaration.licence,
            "source": self.origin.name,
            "revision": self.origin.revision,
            "sha256": self._sha256,
            "window": self._window,
            "serves": {
                service.name: {
                    "dimension": service.scheme.dimension,
                    "reads": service.reads,
                    "labels": dict(service.labels),
                }
                for service in self.declaration.services
            },
        }

    def read(
        self, documents: Sequence[Document], dimensions: Collection[str]
    ) -> list[tuple[Served, ...]]:
        """Return what it says of each document, batched across all; order changes nothing.

        Args:
            documents: With their targets settled.
            dimensions: Only what these read is computed.
        """
        wanted = [s for s in self.declaration.services if s.scheme.dimension in dimensions]
        columns = [self._read(service, documents) for service in wanted]
        return [tuple(column[i] for column in columns) for i in range(len(documents))]

    def _read(self, service: Service, documents: Sequence[Document]) -> list[Served]:
        asked = [self._texts(service, document) for document in documents]
        judged = iter(
            self._classifier.judge(
                [text for texts, _ in asked for text in texts],
                self._window,
                target_first=service.target == "pair-first",
            )
        )
        found = []
        for texts, owners in asked:
            rows = np.zeros((len(texts), len(service.outputs)), dtype=np.float32)
            for number in range(len(texts)):
                rows[number] = self._pool(service, next(judged))
            logits = rows[np.array(owners, dtype=np.int64)]
            # In an article's texts the headline opens the first; elsewhere it comes last.
            apart = rows[:1] if service.reads == "article" else rows[len(owners) :]
            heads = tuple(service.scheme.outputs[label] for label in service.outputs)
            found.append(
                Served(
                    service.name, service.scheme.head, heads, logits, apart if len(apart) else None
                )
            )
        return found

    def _texts(self, service: Service, document: Document) -> tuple[list[Text], list[int]]:
        """Return the texts to read, and for each row of the head the text it is read from."""
        if service.reads == "article":
            room = self._classifier.room(self._window)
            return article_texts(document, self._classifier.count_tokens, room)
        if service.name == "stance":
            texts = mention_texts(document, service)
            return texts, list(range(len(texts)))
        texts = sentence_texts(document, neighbours=service.reads == "neighbours")
        owners = list(range(len(texts)))
        title = document.article.title
        if title and document.article.title_span is None:
            texts.append(Text(title))
        return texts, owners

    def _pool(self, service: Service, judged: Judged) -> NDArray[np.float32]:
        """Join the windows of one text, as the scheme says."""
        labels, activation = self._classifier.labels, self._activations[service.name]
        windows = decide(judged.logits, labels, service, activation)
        if service.scheme.pooled == "max":
            return np.asarray(windows.max(axis=0), dtype=np.float32)
        weights = judged.lengths / judged.lengths.sum()
        return np.asarray(weights @ windows, dtype=np.float32)


def load_checkpoint(
    origin: Origin, labels: Path | None, device: str, *, offline: bool = False
) -> Checkpoint:
    """Load a checkpoint with its declaration.

    Args:
        origin: Where it lies, see ``find_checkpoint``.
        labels: The declaration; None: ``biascheck.toml`` of the checkpoint.
        device: A torch device name.
        offline: Keep to the local cache.

    Raises:
        ConfigError: The declaration is malformed or does not fit.
        ModelError: There is none, or the checkpoint cannot be used.
    """
    path = labels or origin.folder / FILE
    if labels is None and not path.is_file():
        raise _undeclared(origin)
    declaration = read_declaration(path)
    origin = fetch_weights(origin, offline=offline)
    return Checkpoint(origin, declaration, Classifier(origin, device))


def _undeclared(origin: Origin) -> ModelError:
    """Return the error for a checkpoint that nobody has told us the meaning of."""
    config = origin.config()
    if any(str(name).endswith(_CLASSIFIER) for name in config.get("architectures") or ()):
        labels = ", ".join(map(str, (config.get("id2label") or {}).values()))
        return ModelError(
            f"nothing says what the labels of this checkpoint mean ({labels or 'unnamed'}).",
            source=origin.name,
            hint=f"Declare them in {FILE} in its folder, or with --labels FILE; {DOCUMENTED}",
        )
    return ModelError(
        "this is an encoder without a classification head, so it judges nothing by itself.",
        source=origin.name,
        hint="Make a model of it: biascheck train with a recipe that names it as 'base'; or "
        f"choose a sequence-classification checkpoint and declare its labels in {FILE}.",
    )


def _window(declaration: Declaration, classifier: Classifier) -> int:
    window = declaration.window or classifier.longest
    if window > classifier.longest:
        raise ConfigError(
            f"the window of {window} is above the {classifier.longest} positions that the "
            "checkpoint reads.",
            source=str(declaration.path),
            hint="Declare a smaller one, or leave it out.",
        )
    return window


def _check_labels(
    service: Service, labels: Sequence[str], activation: Activation, path: Path
) -> None:
    """Check the mapping against the checkpoint's labels; an unknown one must not pass."""
    for label in service.labels:
        if label not in labels:
            found = unknown_name(f"checkpoint's label in [{service.name}.labels]", label, labels)
            raise ConfigError(
                found.cause,
                source=str(path),
                hint=f"{found.hint} The checkpoint has: {', '.join(labels)}.",
            )
    if activation == "sigmoid":
        if service.scheme.rest is None:
            raise ConfigError(
                f"[{service.name}] needs labels that exclude one another, and this checkpoint's "
                "do not.",
                source=str(path),
                hint='Declare activation = "softmax" if they do.',
            )
        return
    left = [label for label in labels if label not in service.labels]
    if left:
        raise ConfigError(
            f"the checkpoint's label {left[0]!r} is not mapped in [{service.name}.labels].",
            source=str(path),
            hint=f"Map it to one of: {', '.join(service.scheme.labels)}.",
        )
    rest = service.scheme.rest
    if len(set(service.labels.values())) < 2:
        raise ConfigError(
            f"all labels of the checkpoint mean the same in [{service.name}.labels].",
            source=str(path),
            hint=f"Map one of them to {rest!r}.",
        )
