"""The honest baseline: TF-IDF and logistic regression, sentence by sentence.

Word 1- and 2-grams, sublinear term frequency, balanced class weights. It sees no
context and no pre-trained weights; what does not beat it has learnt nothing.

Source: Pedregosa et al. 2011, "Scikit-learn"; sublinear scaling as in Manning,
Raghavan, Schütze 2008, section 6.4.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray, IntArray

SEED: Final = 0
# Terms of a single training text cannot generalise and are most of the vocabulary.
MIN_DOCUMENTS: Final = 2


@dataclass(frozen=True, slots=True)
class Features:
    """TF-IDF matrices of training and development texts, on the training vocabulary."""

    train: Any
    dev: Any


def features(train: Sequence[str], dev: Sequence[str]) -> Features:
    """Return the TF-IDF features of both sets; terms and weights come from ``train``.

    Raises:
        DataError: If no two training texts share a term.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, min_df=MIN_DOCUMENTS, dtype=np.float32
    )
    try:
        learnt = vectorizer.fit_transform(train)
    except ValueError as error:  # scikit-learn's word for an empty vocabulary
        raise DataError(
            f"the baseline cannot be trained on {len(train)} texts that share no term.",
            hint="Is the corpus complete? See: biascheck datasets check",
        ) from error
    return Features(learnt, vectorizer.transform(dev))


def class_probabilities(
    train: Sequence[str], gold: IntArray, dev: Sequence[str], n_classes: int
) -> FloatArray:
    """Return the probabilities ``(n_dev, n_classes)`` of a single-label task.

    A class without training rows gets probability 0; if only one class has rows, it
    gets 1.
    """
    seen = np.unique(gold)
    result = np.zeros((len(dev), n_classes))
    if len(seen) == 1:
        result[:, seen[0]] = 1.0
        return result
    both = features(train, dev)
    result[:, seen] = _regression().fit(both.train, gold).predict_proba(both.dev)
    return result


def label_probabilities(
    train: Sequence[str], gold: BoolArray, scored: BoolArray, dev: Sequence[str]
) -> FloatArray:
    """Return the probabilities ``(n_dev, K)`` of a multi-label task, one against the rest.

    Args:
        train: Training texts.
        gold: ``(n_train, K)``, whether the text has the label.
        scored: ``(n_train, K)``, whether its corpus annotates the label.
        dev: Texts to label.
    """
    both = features(train, dev)
    result = np.zeros((len(dev), gold.shape[1]))
    for k in range(gold.shape[1]):
        rows = np.flatnonzero(scored[:, k])
        labels = gold[rows, k]
        if labels.any() and not labels.all():
            fitted = _regression().fit(both.train[rows], labels)
            result[:, k] = fitted.predict_proba(both.dev)[:, 1]
    return result


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(class_weight="balanced", max_iter=1000, random_state=SEED)
