"""Word lists as baselines for loaded words: two public ones, and one learnt from counts.

Public lexicons score single words; from which score on a word counts as loaded is
chosen on the training texts, so that none suffers from a foreign scale.

Source: VADER, Hutto and Gilbert 2014, "VADER: A Parsimonious Rule-based Model for
Sentiment Analysis of Social Media Text", ICWSM (7,500 words with valence; MIT);
TextBlob's word list of subjectivity, from Pattern, De Smedt and Daelemans 2012,
"Pattern for Python", JMLR 13 (2,900 word forms; MIT).
"""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from biascheck.evaluation.metrics.arrays import BoolArray, FloatArray

# Weight of the prior in words: a word must occur some ten times before it can stand out.
PRIOR: Final = 500.0
_THRESHOLDS: Final = 200
_HINT = "Install the lexicons with: pip install 'biascheck[train]'."


def vader() -> Callable[[str], float]:
    """Return the absolute valence of a lower-case word, in [0, 4]; 0 outside the lexicon.

    Raises:
        ConfigError: If vaderSentiment is not installed.
    """
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        raise ConfigError("the lexicon of VADER is not installed.", hint=_HINT) from error
    known: dict[str, float] = SentimentIntensityAnalyzer().lexicon
    return lambda word: abs(known.get(word, 0.0))


def textblob() -> Callable[[str], float]:
    """Return the subjectivity of a lower-case word, in [0, 1]; 0 outside the lexicon.

    Raises:
        ConfigError: If TextBlob is not installed.
    """
    try:
        from textblob import en
    except ImportError as error:
        raise ConfigError("the lexicon of TextBlob is not installed.", hint=_HINT) from error
    found: Any = en.subjectivity
    return lambda word: float(found(word))


def log_odds(marked: Iterable[str], others: Iterable[str]) -> dict[str, float]:
    """Return each word's z-score of being marked rather than not.

    Log-odds ratio of the two sets with a Dirichlet prior of ``PRIOR`` words in the
    proportions of both together, over its standard error.

    Source: Monroe, Colaresi, Quinn 2008, "Fightin' Words: Lexical Feature Selection and
    Evaluation for Identifying the Content of Political Conflict", equations 15, 16, 22.
    """
    inside, outside = Counter(marked), Counter(others)
    sizes = inside.total(), outside.total()
    scores = {}
    for word in inside:
        prior = PRIOR * (inside[word] + outside[word]) / sum(sizes)
        counts = inside[word] + prior, outside[word] + prior
        odds = [
            log(count / (size + PRIOR - count)) for count, size in zip(counts, sizes, strict=True)
        ]
        scores[word] = (odds[0] - odds[1]) / sqrt(1 / counts[0] + 1 / counts[1])
    return scores


def best_threshold(scores: FloatArray, marked: BoolArray) -> float:
    """Return the score from which on words are called loaded: the best F1 on these words.

    Args:
        scores: ``[n]``; at most 0 says nothing.
        marked: ``[n]``.
    """
    heard = scores[scores > 0]
    if not len(heard):
        return float("inf")
    candidates = np.unique(np.quantile(heard, np.linspace(0, 1, _THRESHOLDS), method="lower"))

    def f1(threshold: float) -> float:
        said = scores >= threshold
        return float(2 * (said & marked).sum() / max(1, said.sum() + marked.sum()))

    return float(max(candidates.tolist(), key=f1))


def score_words(score: Callable[[str], float], words: Sequence[str]) -> FloatArray:
    """Return the score of every word ``[n]``; each form is looked up once."""
    known = {word: score(word) for word in dict.fromkeys(words)}
    return np.array([known[word] for word in words], dtype=np.float64)
