"""Our annotated articles, train and dev together, with the outlet that folds keep whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.training.corpora.gold_article import read_articles

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.training.corpora.gold_article import GoldArticle


def gold_articles(data: Path) -> list[GoldArticle]:
    """Read all articles.

    Raises:
        DataError: If a file is missing or malformed.
    """
    return [
        article
        for split in ("train", "dev")
        for article in read_articles(data / "gold" / f"{split}.jsonl.gz")
    ]


def outlet_of(article: GoldArticle) -> str:
    """Return the outlet or, in the international articles, the collection that stands for it.

    Articles without either are one group, so that no fold can share what is unknown.
    """
    return article.outlet or "unknown"
