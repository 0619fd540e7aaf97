"""A mixture of invented articles of very different length, like a crawl of news sites.

Lengths are log-normal, as those of texts commonly are, cut off at 50 and 5,000 words. A
corpus of one length flatters a program: it needs neither windows nor padding.

Source: the shape follows Sobkowicz et al. 2013, "Lognormal distributions of user post
lengths in Internet discussions"; median and spread are this project's choice, set so that
the middle half has 250 to 850 words.
"""

from __future__ import annotations

import random
from math import exp, log
from typing import TYPE_CHECKING, Final

from biascheck.benchmark.generator import news_article

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST: Final = 50
LONGEST: Final = 5_000
_MEDIAN: Final = 460
_SPREAD: Final = 0.9  # standard deviation of the logarithm of the words


def mixture(articles: int, seed: int = 0) -> tuple[str, ...]:
    """Return invented articles of 50 to 5,000 words.

    Args:
        articles: How many.
        seed: Equal seeds give equal articles.
    """
    chance = random.Random(seed)  # noqa: S311 - reproducible text, no secret
    return tuple(
        news_article(_length(chance), seed=chance.randrange(2**32)) for _ in range(articles)
    )


def _length(chance: random.Random) -> int:
    """Return a log-normal number of words; what is out of bounds is drawn again."""
    while True:
        words = round(exp(chance.gauss(log(_MEDIAN), _SPREAD)))
        if SHORTEST <= words <= LONGEST:
            return words


def write_mixture(folder: Path, articles: int, seed: int = 0) -> None:
    """Write a mixture as ``0000.txt``, ``0001.txt``, ... into an empty folder."""
    for number, text in enumerate(mixture(articles, seed)):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
