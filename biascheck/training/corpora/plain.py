"""Corpora for the second stage: each row once, as it stands, without crops or augmentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biascheck.training.corpora import load
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_article import read_articles
from biascheck.training.corpora.silver import read_silver

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from biascheck.training.corpora.gold_article import GoldArticle
    from biascheck.training.example import Example


def our_examples(
    data: Path,
    mixture: Collection[str],
    view: Callable[[GoldArticle], Example] = build,
) -> list[Example]:
    """Return what is annotated by our codebook, each article as the view makes an example of it.

    Args:
        data: Folder of the corpora.
        mixture: The corpora that the recipe allows; ``silver`` joins ``gold`` if it is one.
        view: Of an article.
    """
    articles = read_articles(data / "gold" / "train.jsonl.gz")
    if "silver" in mixture:
        articles += read_silver(data)
    return [view(article) for article in articles]


def plain_examples(corpus: str, data: Path) -> list[Example]:
    """Return the training rows of another corpus."""
    source = load(corpus, data)
    return [source.draw(i, np.random.default_rng(0)) for i in range(len(source.sizes))]
