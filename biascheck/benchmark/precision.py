"""What int8 changes, against float32: roles, and the probabilities behind all decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from biascheck.analyzer import Analyzer
from biascheck.benchmark.mixture import mixture
from biascheck.benchmark.numbers import sentence_numbers
from biascheck.benchmark.result import Result, Row
from biascheck.encoder.runtime import FLOAT32, INT8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from biascheck.benchmark.settings import Settings
    from biascheck.types import Report

# As much as the swap of a name may change, see docs/audit.md.
BOUND: Final = 0.02
_ARTICLES: Final = 40


def measure(settings: Settings) -> Result:
    """Analyse a mixture of articles in both precisions.

    ``articles`` and ``model`` count.
    """
    texts = mixture(settings.articles or _ARTICLES)
    exact, small = (
        list(Analyzer.from_pretrained(settings.model, precision=name).analyze_many(texts))
        for name in (FLOAT32, INT8)
    )
    changes = np.abs(_numbers(exact) - _numbers(small))
    flips = float(np.mean([a != b for a, b in zip(_roles(exact), _roles(small), strict=True)]))
    rows = (
        Row(f"share of {len(changes):,} sentences with another role", flips),
        Row("probabilities, mean change", float(changes.mean())),
        Row("probabilities, greatest change", float(changes.max())),
    )
    return Result(
        name="precision",
        unit="share or change",
        baseline="",
        rows=rows,
        claim=f"int8 gives at most {BOUND:.0%} of the sentences another role",
        measured=flips,
        bound=BOUND,
    )


def _numbers(reports: Sequence[Report]) -> NDArray[np.float64]:
    """Return the probabilities of all sentences, a row each."""
    rows = [numbers for report in reports for numbers in sentence_numbers(report)]
    return np.array(rows, dtype=np.float64)


def _roles(reports: Sequence[Report]) -> list[str]:
    return [label.role for report in reports for label in report.labels]
