"""Groups of a corpus, compared score by score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.comparison.comparison import Comparison, GroupScore, ScoreComparison
from biascheck.comparison.correction import ALPHA, CORRECTIONS
from biascheck.comparison.effects import cliffs_delta, hedges_g
from biascheck.comparison.groups import Grouping, column_of, group, numbered
from biascheck.comparison.resampling import DRAWS, bootstrap_means, interval, permutation_p
from biascheck.comparison.standardisation import Matched, match
from biascheck.comparison.traits import find_traits
from biascheck.errors import ConfigError, DataError, unknown_name
from biascheck.render.contract import SCORES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from biascheck.results.reading import Results

#: Articles from which on a group is ranked: below, an interval says little and a test less.
MINIMUM: Final = 20
#: Groups beyond which the pairs are too many to test.
MOST_GROUPS: Final = 60
_SEED: Final = 17
_NOTES: Final = (
    "Groups differ in what they write about; --match makes the mixture of a column equal.",
    "A group is judged by these articles, not by all that it published.",
)


@dataclass(frozen=True, slots=True)
class _Values:
    """A score over the articles that are compared: value (NaN unknown), group, weight, cluster."""

    scores: NDArray[np.float64]
    codes: NDArray[np.int64]
    weights: NDArray[np.float64]
    clusters: NDArray[np.int64]

    def of(self, number: int) -> NDArray[np.bool_]:
        """Return which articles are in a group and count."""
        return np.asarray((self.codes == number) & (self.weights > 0))

    def known(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which of some articles have a value."""
        return np.asarray(members & ~np.isnan(self.scores))

    def adjusted(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return a value per cluster, whose plain mean is the weighted mean of the articles.

        Without weights and clusters they are the articles' values. Otherwise a ratio is made
        linear: Särndal, Swensson, Wretman 1992, "Model Assisted Survey Sampling", section 5.5.
        """
        inside = self.known(members)
        if not inside.any():
            return np.empty(0)
        weights = self.weights[inside] / self.weights[inside].mean()
        _, cluster = np.unique(self.clusters[inside], return_inverse=True)
        n = cluster.max() + 1
        sums = np.bincount(cluster, weights * self.scores[inside], minlength=n)
        counts = np.bincount(cluster, weights, minlength=n)
        mean = sums.sum() / counts.sum()
        return np.asarray(mean + (sums - mean * counts) * n / counts.sum())


def compare(
    results: Results,
    by: str,
    *,
    scores: Sequence[str] = SCORES,
    only: Sequence[str] = (),
    reference: str | None = None,
    matched: str | None = None,
    cluster: str | None = None,
    minimum: int = MINIMUM,
    correction: str = "holm",
    seed: int = _SEED,
) -> Comparison:
    """Compare the groups of a corpus.

    Args:
        results: What ``biascheck batch`` wrote.
        by: Column of the groups: ``outlet``, ``genre``, ``month``, or one of the input's.
        scores: Which scores.
        only: Which groups; empty: all.
        reference: The group that the others are compared with; None: each with all others.
        matched: Column whose mixture is made equal over the groups; None: none.
        cluster: Column whose values are drawn together (such as an author); None: articles.
        minimum: Articles from which on a group is ranked, at least 2.
        correction: ``holm`` or ``bh``.
        seed: Of bootstrap and tests.

    Raises:
        ConfigError: A column, score, group or correction is unknown.
        DataError: There are not two groups to compare, or they share too little.
    """
    if correction not in CORRECTIONS:
        raise unknown_name("correction", correction, CORRECTIONS)
    articles = results.articles
    unknown = [name for name in scores if name not in articles]
    if unknown:
        raise unknown_name("score", unknown[0], SCORES)
    everyone = group(articles, by)
    groups = _chosen(everyone, only)
    if reference is not None and reference not in groups.names:
        raise unknown_name(f"{by} to compare with", reference, groups.names)
    mixture = _mixture(articles, groups, matched)
    clusters = (
        np.arange(len(articles)) if cluster is None else numbered(column_of(articles, cluster))
    )
    rng = np.random.default_rng(seed)
    settings = _Settings(groups.names, reference, minimum, correction)
    compared = []
    for score in scores:
        values = np.asarray(articles[score], dtype=np.float64)
        known = _Values(values, groups.codes, mixture.weights, clusters)
        compared.append(_score(score, known, _reasons(articles, score), settings, rng))
    return Comparison(
        by=by,
        reference=reference,
        matched=matched,
        strata=mixture.strata,
        left_out=mixture.left_out if matched else 0,
        unknown=everyone.unknown,
        minimum=minimum,
        correction=correction,
        cluster=cluster,
        draws=DRAWS,
        seed=seed,
        scores=tuple(compared),
        traits=tuple(find_traits(results, groups, mixture.weights > 0, minimum)),
        notes=_NOTES,
    )


@dataclass(frozen=True, slots=True)
class _Settings:
    names: tuple[str, ...]
    reference: str | None
    minimum: int
    correction: str


def _chosen(groups: Grouping, only: Sequence[str]) -> Grouping:
    """Return the groups that were asked for.

    Raises:
        ConfigError: One is unknown, or there are too many.
        DataError: There are not two.
    """
    for name in only:
        if name not in groups.names:
            raise unknown_name(groups.by, name, groups.names)
    if only:
        kept = [groups.names.index(name) for name in sorted(set(only))]
        place = np.full(len(groups.names) + 1, -1)
        place[kept] = np.arange(len(kept))
        groups = replace(groups, names=tuple(sorted(set(only))), codes=place[groups.codes])
    if len(groups.names) < 2:
        raise DataError(
            f"there are not two groups of {groups.by!r} to compare.",
            hint="Choose another column with --by.",
        )
    if len(groups.names) > MOST_GROUPS:
        raise ConfigError(
            f"{groups.by!r} has {len(groups.names):,} groups; at most {MOST_GROUPS} are compared.",
            hint="Choose some of them with --only, or a coarser column.",
        )
    return groups


def _mixture(articles: pd.DataFrame, groups: Grouping, matched: str | None) -> Matched:
    if matched is None:
        return Matched((groups.codes >= 0).astype(np.float64), (), groups.unknown)
    return match(column_of(articles, matched), groups.codes, groups.names, matched)


def _reasons(articles: pd.DataFrame, score: str) -> list[Any]:
    column = f"{score}_reason"
    return column_of(articles, column) if column in articles else [None] * len(articles)


def _score(
    score: str,
    known: _Values,
    reasons: Sequence[Any],
    settings: _Settings,
    rng: np.random.Generator,
) -> ScoreComparison:
    found = [
        _group(name, number, known, reasons, settings, rng)
        for number, name in enumerate(settings.names)
    ]
    found = _corrected(found, settings.correction)
    large = [it.group for it in found if it.n_known >= settings.minimum]
    apart = _apart(large, known, settings, rng)
    ordered = sorted(found, key=lambda it: (it.mean is None, it.mean or 0.0, it.group))
    ranks = _ranks([it.group for it in ordered if it.group in large], set(apart))
    ranked = tuple(replace(it, rank=ranks.get(it.group)) for it in ordered)
    return ScoreComparison(score, ranked, tuple(sorted(apart)), _verdict(large, apart, settings))


def _group(
    name: str,
    number: int,
    known: _Values,
    reasons: Sequence[Any],
    settings: _Settings,
    rng: np.random.Generator,
) -> GroupScore:
    members = known.of(number)
    inside = known.known(members)
    told: dict[str, int] = {}
    for place in np.flatnonzero(members & ~inside).tolist():
        reason = str(reasons[place] or "unknown")
        told[reason] = told.get(reason, 0) + 1
    found = GroupScore(name, int(members.sum()), int(inside.sum()), told)
    if not inside.any():
        return found
    own = known.adjusted(members)
    means = bootstrap_means(own, np.ones(len(own)), rng) if len(own) > 1 else None
    low, high = (None, None) if means is None else interval(means)
    found = replace(
        found,
        mean=float(np.average(known.scores[inside], weights=known.weights[inside])),
        median=float(np.median(known.scores[inside])),
        low=low,
        high=high,
    )
    if name == settings.reference:
        return found
    others = (known.codes >= 0) & ~members & (known.weights > 0)
    if settings.reference is not None:
        others = known.of(settings.names.index(settings.reference))
    return _against(found, own, known.adjusted(others), rng)


def _against(
    found: GroupScore,
    own: NDArray[np.float64],
    others: NDArray[np.float64],
    rng: np.random.Generator,
) -> GroupScore:
    effect = hedges_g(own, others)
    g, low, high = (None, None, None) if effect is None else effect
    return replace(
        found,
        g=g,
        g_low=low,
        g_high=high,
        delta=cliffs_delta(own, others),
        p=permutation_p(own, others, rng),
    )


def _corrected(found: Sequence[GroupScore], correction: str) -> list[GroupScore]:
    tested = [it for it in found if it.p is not None]
    corrected = CORRECTIONS[correction]([it.p for it in tested if it.p is not None])
    by_group = {it.group: p for it, p in zip(tested, corrected, strict=True)}
    return [replace(it, p=by_group.get(it.group)) for it in found]


def _apart(
    large: Sequence[str], known: _Values, settings: _Settings, rng: np.random.Generator
) -> list[tuple[str, str]]:
    """Return the pairs of groups that are large enough and differ by the corrected test."""
    samples = {name: known.adjusted(known.of(settings.names.index(name))) for name in large}
    pairs = list(combinations(sorted(large), 2))
    p_values = [permutation_p(samples[one], samples[other], rng) for one, other in pairs]
    tested = [(pair, p) for pair, p in zip(pairs, p_values, strict=True) if p is not None]
    corrected = CORRECTIONS[settings.correction]([p for _, p in tested])
    return [pair for (pair, _), p in zip(tested, corrected, strict=True) if p <= ALPHA]


def _ranks(ordered: Sequence[str], apart: set[tuple[str, str]]) -> dict[str, int]:
    """Rank groups by how many are surely below them; those not apart may share a rank."""
    below = {
        name: sum(tuple(sorted((name, other))) in apart for other in ordered[:place])
        for place, name in enumerate(ordered)
    }
    return {name: 1 + number for name, number in below.items()}


def _verdict(large: Sequence[str], apart: Sequence[tuple[str, str]], settings: _Settings) -> str:
    if len(large) < 2:
        return f"No ranking: fewer than two groups have {settings.minimum} articles."
    pairs = len(large) * (len(large) - 1) // 2
    small = len(settings.names) - len(large)
    told = f" Not ranked, since smaller: {small}." if small else ""
    if not apart:
        return f"Not apart: no two of {len(large)} groups differ beyond chance.{told}"
    return f"{len(apart)} of {pairs} pairs of groups are apart.{told}"
