"""Peak memory of one article, by its length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.benchmark.generator import news_article
from biascheck.benchmark.process import analyze, python
from biascheck.benchmark.result import Result, Row

if TYPE_CHECKING:
    from biascheck.benchmark.settings import Settings

SIZES: Final = (1_000, 10_000, 100_000)
# The promise of the README, in megabytes (10^6 bytes), whatever the length up to 100,000 words.
BOUND: Final = 600.0


def measure(settings: Settings) -> Result:
    """Measure the peak resident memory of ``biascheck analyze --format json``.

    ``words`` counts.
    """
    bare = python("pass").peak / 1e6
    rows = [Row("python -c pass", bare)]
    for words in settings.words or SIZES:
        article = settings.folder / f"{words}.txt"
        article.write_text(news_article(words), encoding="utf-8")
        peak = analyze(article, "--format", "json").peak / 1e6
        rows.append(Row(f"biascheck analyze, {words:,} words", peak, peak / bare))
    return Result(
        name="memory",
        unit="MB",
        baseline="a bare interpreter",
        rows=tuple(rows),
        claim=f"peak under {BOUND:g} MB at any length",
        measured=max(row.value for row in rows),
        bound=BOUND,
    )
