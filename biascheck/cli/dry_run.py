"""``biascheck batch --dry-run``: what a run would read and need."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.corpus.scorer import Scorer
    from biascheck.corpus.sources import Corpus
    from biascheck.types import Article


def show_plan(corpus: Corpus, scorer: Scorer) -> ExitCode:
    """Print what a run would read and need, and return the exit code.

    Raises:
        BiascheckError: An argument names nothing, or the model cannot be used.
    """
    from biascheck.corpus.plan import make_plan
    from biascheck.corpus.plan_text import lines

    plan = make_plan(corpus, rate=lambda some: measure_rate(scorer, some), force=scorer.force)
    for line in lines(plan):
        typer.echo(line)
    return ExitCode.OK if plan.articles else ExitCode.NOTHING_DONE


def measure_rate(scorer: Scorer, articles: Sequence[Article]) -> float:
    """Return how many characters per second are analysed here, by this process.

    Args:
        scorer: What analyses.
        articles: At least one; the first is analysed before, to load what is needed.
    """
    scorer.score_batch({"text": [articles[0].text]})
    started = time.perf_counter()
    scorer.score_batch({"text": [article.text for article in articles]})
    return sum(len(article.text) for article in articles) / (time.perf_counter() - started)
