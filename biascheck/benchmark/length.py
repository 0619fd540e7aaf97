"""How time grows with the length of an article.

The time of a nearly empty article (starting, loading) is taken off first; what is
left should grow in proportion to the words. The exponent is the slope of the least
squares line through the logarithms of words and seconds: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

from math import log
from statistics import linear_regression
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.generator import news_article
from biascheck.benchmark.process import analyze
from biascheck.benchmark.result import Result, Row

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.benchmark.settings import Settings

SIZES: Final = (1_000, 10_000, 50_000, 100_000)
# A tenth above 1: start-up noise bends the short end, while anything quadratic
# shows as 1.5 and more over a hundredfold range.
BOUND: Final = 1.1
# Words: enough for the language to be told, too few for the time to count.
_NEARLY_EMPTY: Final = 50
# Less than this many seconds cannot be told from the noise of starting a process.
_LEAST: Final = 1e-3


def measure(settings: Settings) -> Result:
    """Time ``biascheck analyze --format json`` on articles of growing length.

    ``words`` counts: at least two different lengths.
    """
    folder, sizes = settings.folder, settings.words or SIZES
    start = _seconds(folder, _NEARLY_EMPTY)
    net = {words: max(_LEAST, _seconds(folder, words) - start) for words in sizes}
    per_thousand = {words: 1000 * seconds / words for words, seconds in net.items()}
    base = per_thousand[min(sizes)]
    rows = [Row(f"{_NEARLY_EMPTY} words, whole process", start)]
    rows += [
        Row(f"per 1,000 words at {words:,}", value, value / base)
        for words, value in per_thousand.items()
    ]
    slope = linear_regression([log(w) for w in net], [log(s) for s in net.values()]).slope
    return Result(
        name="length",
        unit="s",
        baseline=f"per 1,000 words at {min(sizes):,} words, without the time of starting",
        rows=tuple(rows),
        claim=f"exponent of time over length at most {BOUND:g} (1 is linear)",
        measured=slope,
        bound=BOUND,
    )


def _seconds(folder: Path, words: int) -> float:
    article = folder / f"{words}.txt"
    article.write_text(news_article(words), encoding="utf-8")
    return analyze(article, "--format", "json").seconds
