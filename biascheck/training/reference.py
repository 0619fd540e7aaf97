"""The distribution of every score among news reports, for the percentiles.

A fixed sample of reports of the training outlets that their section calls news, at most
15 for each outlet. The articles themselves do not ship, only quantiles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.reading.text import article_from_text
from biascheck.training.corpora.files import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.types import Article

_PER_OUTLET = 15
_QUANTILES = 101


def reference_quantiles(folder: Path, data: Path) -> dict[str, list[float]]:
    """Return 101 ascending quantiles of every score over the reference reports."""
    analyzer = Analyzer.from_pretrained(folder)
    values: dict[str, list[float]] = {}
    for report in analyzer.analyze_many(reference_articles(data)):
        for name, score in report.scores.items():
            if score.value is not None:
                values.setdefault(name, []).append(score.value)
    grid = np.linspace(0, 1, _QUANTILES)
    return {
        name: [round(float(q), 5) for q in np.quantile(found, grid)]
        for name, found in values.items()
    }


def reference_articles(data: Path) -> Iterator[Article]:
    """Yield the reference reports."""
    taken: dict[str, int] = {}
    for part in range(3):
        for row in read_rows(data / "articles" / f"train-{part}.jsonl.gz"):
            if _is_report(row) and taken.get(row["outlet"], 0) < _PER_OUTLET:
                taken[row["outlet"]] = taken.get(row["outlet"], 0) + 1
                text = "\n\n".join([row["title"], *row["paragraphs"]])
                yield article_from_text(text, id=row["doc_id"], title=row["title"], language="en")


def _is_report(row: dict[str, Any]) -> bool:
    return bool(
        row["label"] == "news"
        and row["confidence"] == "high"
        and row["title"]
        and 150 <= row["n_words"] <= 1500
    )
