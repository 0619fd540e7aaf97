"""How long the index of a corpus takes to open, search and sort in a browser.

The rows are generated. Baseline is the same index with a hundredth of the rows, so what
the browser itself needs is seen, too. Playwright drives an installed Chromium.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import contextmanager
from shutil import which
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from biascheck.benchmark.generator import news_article
from biascheck.benchmark.result import Result, Row
from biascheck.errors import ConfigError
from biascheck.labels import FRAMES
from biascheck.render.html.index.overview import Index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biascheck.benchmark.settings import Settings

ARTICLES: Final = 10_000
BOUND: Final = 2.0
_FACTOR: Final = 100
_REPEATS: Final = 5
# The shell opens pages in two thirds of the time.
_BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_DRAWN: Final = "document.querySelectorAll('.list tbody tr').length > 0"


def measure(settings: Settings) -> Result:
    """Time the opening of an index; ``articles`` and ``repeats`` count.

    Raises:
        ConfigError: There is no Chromium, or playwright is not installed.
    """
    articles = settings.articles or ARTICLES
    repeats = settings.repeats or _REPEATS
    fewer = max(1, articles // _FACTOR)
    small = _write(settings.folder / "small.html", fewer)
    large = _write(settings.folder / "large.html", articles)
    with _browser() as browser:
        baseline = median(_opened(browser, small) for _ in range(repeats))
        opened = median(_opened(browser, large) for _ in range(repeats))
        asked = median(_asked(browser, large) for _ in range(repeats))
    return Result(
        name="report",
        unit="s",
        baseline=f"opening an index of {fewer:,} rows, median",
        rows=(
            Row(f"open {fewer:,} rows", baseline),
            Row(f"open {articles:,} rows", opened, opened / baseline),
            Row(f"search and sort {articles:,} rows", asked, asked / baseline),
        ),
        claim=f"{articles:,} rows open within {BOUND:g} s",
        measured=opened,
        bound=BOUND,
    )


def _write(path: Path, articles: int) -> Path:
    index = Index("generated")
    for values in _rows(articles):
        index.add_analysed(values, f"articles/0000/{values['row']}.html")
    path.write_text("".join(index.render(None)), encoding="utf-8")
    return path


def _rows(articles: int) -> Iterator[dict[str, Any]]:
    for row in range(articles):
        chance = random.Random(row)  # noqa: S311 - test data
        share = chance.random()
        yield {
            "row": row,
            "id": str(row),
            "source": "generated.jsonl",
            "line": row + 1,
            "title": news_article(1, row).splitlines()[0],
            "outlet": f"Paper {chance.randint(1, 60)}",
            "published": f"2024-{chance.randint(1, 12):02d}-01",
            "genre": chance.choice(("news", "opinion", "mixed")),
            "frames": [chance.choice(FRAMES)],
            "neutrality": 100 * (1 - share),
            "neutrality_percentile": 100 * (1 - share),
            "opinion_share": share,
            "loaded_per_1000": 20 * share,
        }


def find_chromium() -> str | None:
    """Return the browser that ``BIASCHECK_CHROMIUM`` names, or one that is installed."""
    return os.environ.get("BIASCHECK_CHROMIUM") or next(filter(None, map(which, _BROWSERS)), None)


@contextmanager
def _browser() -> Iterator[Any]:
    """Give a running Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ConfigError(
            "the benchmark 'report' needs playwright, which is not installed.",
            hint="Install it: pip install playwright.",
        ) from error
    path = find_chromium()
    if path is None:
        raise ConfigError(
            "the benchmark 'report' needs Chromium, and none was found.",
            hint="Install it, or name it in BIASCHECK_CHROMIUM.",
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _opened(browser: Any, path: Path) -> float:
    """Return the seconds until rows are seen."""
    page = browser.new_page()
    began = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_function(_DRAWN)
    seconds = time.perf_counter() - began
    page.close()
    return seconds


def _asked(browser: Any, path: Path) -> float:
    """Return the seconds that a search and an order take together."""
    page = browser.new_page()
    page.goto(path.as_uri())
    began = time.perf_counter()
    page.get_by_role("searchbox").fill("paper")
    page.get_by_label("Sort by").select_option("Neutrality")
    page.wait_for_function("document.querySelector('[aria-sort]') !== null")
    seconds = time.perf_counter() - began
    page.close()
    return seconds
