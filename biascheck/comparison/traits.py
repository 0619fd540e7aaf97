"""What sets a group apart from the others: its loaded words, its frames, its targets.

Only what is surely different is told: intervals are widened for all traits that are looked
at (Bonferroni), and must leave 0 out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.comparison.comparison import Trait
from biascheck.comparison.correction import ALPHA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from biascheck.comparison.groups import Grouping
    from biascheck.results.reading import Results

#: Traits told of one kind and group.
MOST: Final = 10
#: Uses of a word in the whole corpus, and articles about a target on either side.
MIN_USES: Final = 5
MIN_ARTICLES: Final = 5


def find_traits(
    results: Results, groups: Grouping, kept: NDArray[np.bool_], minimum: int
) -> Iterator[Trait]:
    """Yield the traits of each group with enough articles, the surest first.

    Args:
        results: The corpus; without tables of frames and the like (a single file) there is
            nothing to tell.
        groups: Groups of its articles.
        kept: Which articles count.
        minimum: Articles that a group must have.
    """
    group_of = {
        int(row): int(code)
        for row, code, inside in zip(results.articles["row"], groups.codes, kept, strict=True)
        if inside and code >= 0
    }
    sizes = np.bincount(list(group_of.values()), minlength=len(groups.names))
    large = [number for number, size in enumerate(sizes) if size >= minimum]
    for traits in (
        _words(_rows(results, "loaded", ("row", "text")), group_of, groups.names),
        _frames(
            _rows(results, "frames", ("row", "frame", "present")), group_of, sizes, groups.names
        ),
        _targets(
            _rows(results, "stances", ("row", "target", "author_score")), group_of, groups.names
        ),
    ):
        found = list(traits)
        for number in large:
            own = [it for it in found if it.group == groups.names[number]]
            yield from sorted(own, key=_surest)[:MOST]


def _surest(trait: Trait) -> tuple[float, str]:
    return -min(abs(trait.low), abs(trait.high)), trait.name


def _rows(results: Results, table: str, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """Return rows of a table; none where the results are a single file without it."""
    from biascheck.errors import ConfigError

    try:
        found = results.table(table, columns)
    except ConfigError:
        return ()
    return zip(*(found[name].to_pylist() for name in columns), strict=True)


def _words(
    rows: Iterable[tuple[Any, ...]], group_of: dict[int, int], names: Sequence[str]
) -> Iterator[Trait]:
    """Yield loaded words by their log-odds ratio against the other groups.

    Source: Monroe, Colaresi, Quinn 2008, "Fightin' Words", eq. 15 to 22, with the counts of
    the whole corpus as the prior (``alpha_0`` is their number).
    """
    counts: Counter[tuple[int, str]] = Counter()
    for row, text in rows:
        if row in group_of:
            counts[group_of[row], str(text).casefold()] += 1
    total: Counter[str] = Counter()
    for (_, word), n in counts.items():
        total[word] += n
    vocabulary = sorted(word for word, n in total.items() if n >= MIN_USES)
    if len(vocabulary) < 2:
        return
    table = np.array([[counts[g, w] for w in vocabulary] for g in range(len(names))], dtype=float)
    prior = table.sum(axis=0)
    z = _quantile(table.size)
    for number, name in enumerate(names):
        own, others = table[number], prior - table[number]
        log_odds = _log_odds(own, prior) - _log_odds(others, prior)
        half = z * np.sqrt(1 / (own + prior) + 1 / (others + prior))
        for word, n, value, width in zip(vocabulary, own, log_odds, half, strict=True):
            if abs(value) > width:
                yield _trait(name, "word", word, int(n), value, width)


def _log_odds(own: NDArray[np.float64], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    added = own + prior
    return np.asarray(np.log(added / (added.sum() - added)))


def _frames(
    rows: Iterable[tuple[Any, ...]],
    group_of: dict[int, int],
    sizes: NDArray[np.int64],
    names: Sequence[str],
) -> Iterator[Trait]:
    """Yield frames by the difference of the shares of articles that have them.

    Source: interval by adding two articles of each kind, Agresti and Caffo 2000.
    """
    counts: Counter[tuple[int, str]] = Counter()
    frames = set()
    for row, frame, present in rows:
        if row in group_of:
            frames.add(frame)
            counts[group_of[row], frame] += bool(present)
    z = _quantile(len(frames) * len(names))
    for frame in sorted(frames):
        everywhere = sum(counts[number, frame] for number in range(len(names)))
        for number, name in enumerate(names):
            n, own = sizes[number], counts[number, frame]
            m, others = sizes.sum() - n, everywhere - own
            if min(n, m) == 0:
                continue
            p, q = (own + 1) / (n + 2), (others + 1) / (m + 2)
            half = z * np.sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2))
            if abs(p - q) > half:
                yield _trait(name, "frame", frame, own, p - q, half)


def _targets(
    rows: Iterable[tuple[Any, ...]], group_of: dict[int, int], names: Sequence[str]
) -> Iterator[Trait]:
    """Yield targets by the difference of the author's mean stance.

    Source: interval of a difference of means with unequal variances, Welch 1947.
    """
    scores: dict[str, list[tuple[int, float]]] = {}
    for row, target, score in rows:
        if row in group_of and score is not None:
            scores.setdefault(str(target), []).append((group_of[row], float(score)))
    common = {t: found for t, found in sorted(scores.items()) if len(found) >= 2 * MIN_ARTICLES}
    z = _quantile(max(1, len(common) * len(names)))
    for target, found in common.items():
        codes = np.array([code for code, _ in found])
        values = np.array([value for _, value in found])
        for number, name in enumerate(names):
            own, others = values[codes == number], values[codes != number]
            if min(len(own), len(others)) < MIN_ARTICLES:
                continue
            half = z * np.sqrt(own.var(ddof=1) / len(own) + others.var(ddof=1) / len(others))
            difference = own.mean() - others.mean()
            if abs(difference) > half > 0:
                yield _trait(name, "target", target, len(own), difference, half)


def _trait(group: str, kind: str, name: str, n: int, value: float, half: float) -> Trait:
    value, half = float(value), float(half)
    return Trait(group, kind, name, int(n), value, value - half, value + half)


def _quantile(looks: int) -> float:
    """Return how many standard errors an interval has on either side, for so many looks."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1 - ALPHA / 2 / max(1, looks))
