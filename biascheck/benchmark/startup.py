"""Whole-process time of a short article, against importing torch in the same run.

Both start an interpreter, so the comparison holds on slow and fast machines alike.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.generator import news_article
from biascheck.benchmark.process import analyze, python
from biascheck.benchmark.result import Result, Row

if TYPE_CHECKING:
    from biascheck.benchmark.settings import Settings

WORDS: Final = 500
# The promise of the README: at most half of what importing torch takes, plus half a second.
SHARE: Final = 0.5
ALLOWANCE: Final = 0.5
_REPEATS: Final = 5


def measure(settings: Settings) -> Result:
    """Time ``biascheck analyze`` and ``import torch`` in turn.

    ``repeats`` counts; one run of each before them fills the disk cache.
    """
    repeats = settings.repeats or _REPEATS
    article = settings.folder / "short.txt"
    article.write_text(news_article(WORDS), encoding="utf-8")
    pairs = [
        (analyze(article).seconds, python("import torch").seconds) for _ in range(repeats + 1)
    ][1:]
    ours = median(pair[0] for pair in pairs)
    torch = median(pair[1] for pair in pairs)
    return Result(
        name="startup",
        unit="s",
        baseline="python -c 'import torch', median",
        rows=(
            Row("python -c 'import torch'", torch),
            Row(f"biascheck analyze, {WORDS} words", ours, ours / torch),
        ),
        claim=f"at most {SHARE:g} x import torch + {ALLOWANCE:g} s",
        measured=ours,
        bound=SHARE * torch + ALLOWANCE,
    )
