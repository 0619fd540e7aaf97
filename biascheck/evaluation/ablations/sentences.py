"""Sentences of our articles with their roles, fitted and measured as the ablations need it.

Every article is drawn once, as it is. Heads are fitted as ``training.refit`` fits them;
the roles are decided as ``dimensions.role`` decides them, without calibration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from biascheck.evaluation.bootstrap import Measure
from biascheck.evaluation.metrics.arrays import one_hot
from biascheck.evaluation.metrics.macro_f1 import UNDEFINED, class_f1, macro_f1
from biascheck.evaluation.protocols.protocol import numbered
from biascheck.labels import ROLES
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_article import read_articles
from biascheck.training.refit import Table, sentence_labels
from biascheck.types import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.evaluation.protocols.encodings import Reader
    from biascheck.training.corpora.gold_article import GoldArticle
    from biascheck.training.example import Example
    from biascheck.training.network import Head


@dataclass(frozen=True, slots=True)
class Sentences:
    """The S sentences of some documents, in order.

    Attributes:
        documents: The documents, without targets.
        targets: P(subjective), P(attributed), P(boilerplate), P(loaded), ``[S, 4]``, NaN
            where unknown.
        roles: Index into ``labels.ROLES``, -1 where unknown, ``[S]``.
        articles: Number of the document of each sentence, from 0 ``[S]``.
        paragraphs: Number of its paragraph, no two documents sharing one ``[S]``.
    """

    documents: tuple[Document, ...]
    targets: NDArray[np.float32]
    roles: IntArray
    articles: IntArray
    paragraphs: IntArray

    def table(self, corpus: str, inputs: NDArray[np.float32]) -> Table:
        """Return the sentences as a table to fit heads on, with inputs ``[S, 2d]``."""
        return Table(corpus, inputs, self.targets, self.roles)


def gold_path(data: Path, split: str) -> Path:
    """Return the file of our articles of ``train`` or ``dev``."""
    return data / "gold" / f"{split}.jsonl.gz"


def gold_examples(
    data: Path, split: str, view: Callable[[GoldArticle], Example] = build
) -> list[Example]:
    """Read our articles of ``train`` or ``dev`` as they are, each as the view makes it.

    Raises:
        DataError: If the file is missing or malformed.
    """
    return [view(article) for article in read_articles(gold_path(data, split))]


def gold_sentences(data: Path, split: str) -> Sentences:
    """Read the sentences of our articles of ``train`` or ``dev``."""
    return lay_out(gold_examples(data, split))


def lay_out(examples: Sequence[Example]) -> Sentences:
    """Lay out the sentences of some examples."""
    targets, roles = [], []
    places: list[tuple[int, int]] = []
    for number, example in enumerate(examples):
        wanted, known = sentence_labels(example)
        targets.append(wanted)
        roles.append(known)
        places.extend((number, sentence.paragraph) for sentence in example.document.sentences)
    return Sentences(
        tuple(without_targets(example.document) for example in examples),
        np.concatenate(targets).astype(np.float32),
        np.concatenate(roles).astype(np.int64),
        np.array([number for number, _ in places], dtype=np.int64),
        numbered(places),
    )


def without_targets(document: Document) -> Document:
    """Return a document in which nobody looks for targets."""
    return Document(document.article, document.sentences, ())


def sentence_inputs(source: Reader, sentences: Sentences) -> NDArray[np.float32]:
    """Return what the shipped sentence heads read, ``[S, 2d]``."""
    return np.concatenate(list(document_inputs(source, sentences.documents)))


def document_inputs(source: Reader, documents: Sequence[Document]) -> Iterator[NDArray[np.float32]]:
    """Yield the same for each document ``[sentences, 2d]``."""
    for encoding in source.encodings(map(without_targets, documents)):
        yield encoding.sentence_inputs()


def head_logits(head: Head, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a fitted head's logits ``[n, outputs]``."""
    with torch.inference_mode():
        return np.asarray(head(torch.from_numpy(inputs)).numpy(), dtype=np.float32)


def fitted_roles(
    heads: Mapping[str, Head], sentences: Sentences, inputs: NDArray[np.float32]
) -> tuple[Measure, ...]:
    """Measure the roles that fitted heads ``axes`` and ``role`` decide."""
    logits = head_logits(heads["role"], head_logits(heads["axes"], inputs))
    return role_measures(sentences, logits)


def role_measures(sentences: Sentences, logits: NDArray[np.float32]) -> tuple[Measure, ...]:
    """Return macro-F1 over the four roles and the F1 of opinion, intervals by article.

    Args:
        sentences: With known roles.
        logits: Of the roles ``[S, 4]``.
    """
    said = logits.argmax(axis=1)
    gold, predicted = one_hot(sentences.roles, len(ROLES)), one_hot(said, len(ROLES))

    def opinion(weights: FloatArray) -> FloatArray:
        found: FloatArray = class_f1(gold, predicted, weights)[:, ROLES.index("opinion")]
        return found

    return (
        Measure("macro_f1", sentences.articles, partial(macro_f1, gold, predicted), UNDEFINED),
        Measure("opinion_f1", sentences.articles, opinion, "no opinion, neither marked nor said"),
    )
