"""Whether an article gets the same numbers among others and alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.analyzer import Analyzer
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.numbers import greatest_difference
from biascheck.benchmark.result import Result, Row
from biascheck.encoder.runtime import PRECISIONS

if TYPE_CHECKING:
    from biascheck.benchmark.settings import Settings

# Probabilities; what is printed has fewer places.
BOUND: Final = 1e-4
_ARTICLES: Final = 24


def measure(settings: Settings) -> Result:
    """Compare articles that are analysed together with the same articles one by one.

    ``articles`` and ``model`` count.
    """
    texts = mixture(settings.articles or _ARTICLES)
    rows = []
    for precision in PRECISIONS:
        analyzer = Analyzer.from_pretrained(settings.model, precision=precision)
        together = analyzer.analyze_many(texts)
        differences = [
            greatest_difference(report, analyzer.analyze(text))
            for text, report in zip(texts, together, strict=True)
        ]
        rows.append(Row(f"greatest difference, {precision}", max(differences)))
    return Result(
        name="agreement",
        unit="probability",
        baseline="",
        rows=tuple(rows),
        claim=f"together and alone differ by at most {BOUND:g}",
        measured=max(row.value for row in rows),
        bound=BOUND,
    )
