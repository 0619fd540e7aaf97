"""Corpora for the second stage: each row once, as it stands, without crops or augmentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.training.corpora import load
from biascheck.training.corpora.gold import build, read_articles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biascheck.training.corpora.gold import GoldArticle
    from biascheck.training.example import Example


def our_examples(data: Path, view: Callable[[GoldArticle], Example] = build) -> list[Example]:
    """Return our training articles, each as the view makes an example of it."""
    return [view(article) for article in read_articles(data / "gold" / "train.jsonl.gz")]


def plain_examples(
    corpus: str, data: Path, view: Callable[[GoldArticle], Example] = build
) -> list[Example]:
    """Return the training rows of a corpus; the view is of ours."""
    if corpus == "gold":
        return our_examples(data, view)
    source = load(corpus, data)
    return [source.draw(i, np.random.default_rng(0)) for i in range(len(source.sizes))]
