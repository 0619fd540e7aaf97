"""Peak memory of a corpus, by its size."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.generator import news_article
from biascheck.benchmark.process import batch
from biascheck.benchmark.result import Result, Row
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.benchmark.settings import Settings

# The larger corpus has so many times the articles of the smaller one.
FACTOR: Final = 50
# Articles of a block: as many as the analyzer reads together. Each block has the same texts,
# else the larger corpus would need more just because it meets a greater block.
BLOCK: Final = 32
# An allocator asks for more during the first blocks, until what it was given back is enough.
# So the smaller corpus has at least two blocks, and eight where the user says nothing.
LEAST: Final = 2 * BLOCK * FACTOR
ARTICLES: Final = 8 * BLOCK * FACTOR
# The larger corpus may have so much more at most: what allocators keep back.
BOUND: Final = 1.15
_WORDS: Final = (30, 300)


def measure(settings: Settings) -> Result:
    """Measure the peak resident memory of ``biascheck batch`` in one process.

    ``model`` and ``articles`` count; these are the articles of the larger corpus.

    Raises:
        ConfigError: There are fewer than 3,200 articles.
    """
    folder, articles = settings.folder, settings.articles or ARTICLES
    if articles < LEAST:
        raise ConfigError(
            f"a corpus of {articles} articles is too small to measure how memory grows.",
            hint=f"Ask for {LEAST} or more with --articles.",
        )
    rows: list[Row] = []
    for number in (articles // FACTOR, articles):
        corpus = folder / f"{number}.jsonl"
        write_corpus(corpus, number)
        options = ["--workers", "1", "--block", str(BLOCK), *settings.model_option]
        peak = batch(corpus, folder / str(number), *options).peak / 1e6
        ratio = peak / rows[0].value if rows else None
        rows.append(Row(f"biascheck batch, {number:,} articles", peak, ratio))
    assert rows[1].ratio is not None
    return Result(
        name="corpus-memory",
        unit="MB",
        baseline=f"a corpus of {articles // FACTOR:,} articles",
        rows=tuple(rows),
        claim=f"{FACTOR} times the articles need at most {BOUND:g} times the memory",
        measured=rows[1].ratio,
        bound=BOUND,
    )


def write_corpus(path: Path, articles: int) -> None:
    """Write so many invented articles as JSON Lines; no two texts are equal."""
    chance = random.Random(0)  # noqa: S311 - reproducible text, no secret
    texts = [news_article(chance.randint(*_WORDS), seed) for seed in range(BLOCK)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            text = f"{texts[number % len(texts)]}\nThis is report number {number}.\n"
            row = {"id": f"a{number}", "text": text, "outlet": f"paper {number % 7}"}
            file.write(json.dumps(row) + "\n")
