"""From which probability on a word counts as loaded: the best F1 on our dev articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.dimensions.loaded import word_scores
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_article import read_articles

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def loaded_word_threshold(folder: Path, data: Path) -> float:
    """Return the threshold with the best word F1 in the author's voice of ``gold/dev``."""
    scores, gold = word_table(folder, data / "gold" / "dev.jsonl.gz")
    candidates = np.arange(0.1, 0.91, 0.02)
    return round(float(max(candidates, key=lambda t: word_f1(scores >= t, gold))), 3)


def word_table(folder: Path, path: Path) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return P(loaded) and the annotation of every word in reporting and opinion sentences."""
    analyzer = Analyzer.from_pretrained(folder, dimensions=["role"])
    examples = [build(article) for article in read_articles(path)]
    scores: list[float] = []
    gold: list[bool] = []
    contexts = analyzer.contexts(example.document for example in examples)
    for example, context in zip(examples, contexts, strict=True):
        assert example.roles is not None
        marked = [span for span, _ in example.token_spans["loaded"]]
        for span, score, sentence in word_scores(context):
            if example.roles[sentence] in {0, 2}:
                scores.append(score)
                gold.append(any(span.overlaps(other) for other in marked))
    return np.array(scores), np.array(gold)


def word_f1(said: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    """Return the F1 of the loaded words; 0 where none is said and none annotated."""
    return float(2 * (said & gold).sum() / max(1, said.sum() + gold.sum()))
