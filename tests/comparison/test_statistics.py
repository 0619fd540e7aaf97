"""The statistics, against known values and against simulated truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from biascheck.comparison.correction import benjamini_hochberg, holm
from biascheck.comparison.effects import cliffs_delta, hedges_g
from biascheck.comparison.resampling import bootstrap_means, interval, permutation_p
from biascheck.comparison.standardisation import match
from biascheck.errors import DataError


def test_holm_and_benjamini_hochberg_by_hand():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == benjamini_hochberg([]) == []


def test_benjamini_hochberg_is_that_of_scipy():
    p_values = np.random.default_rng(1).random(40)
    expected = stats.false_discovery_control(p_values, method="bh")
    assert benjamini_hochberg(p_values) == pytest.approx(expected)


def test_effect_sizes():
    one, other = np.array([3.0, 4, 5, 6]), np.array([1.0, 2, 3, 4])
    g, low, high = hedges_g(one, other)
    # d = 2 / sqrt(5/3), corrected by 1 - 3 / (4 * 8 - 9)
    assert g == pytest.approx(2 / np.sqrt(5 / 3) * (1 - 3 / 23))
    assert low < g < high
    assert hedges_g(other, one)[0] == pytest.approx(-g)
    assert cliffs_delta(one, other) == pytest.approx((13 - 1) / 16)
    assert cliffs_delta(one, one) == 0


def test_what_cannot_be_told_is_none():
    same = np.array([2.0, 2.0, 2.0])
    rng = np.random.default_rng(0)
    assert hedges_g(same, same) is None
    assert hedges_g(same, same[:1]) is None
    assert permutation_p(same, same, rng) is None
    assert permutation_p(same[:1], np.array([1.0, 2.0]), rng) is None
    assert cliffs_delta(same, same[:0]) is None


def test_intervals_cover_the_mean_as_often_as_they_say():
    rng = np.random.default_rng(3)
    covered = 0
    for _ in range(300):
        values = rng.exponential(size=60)
        low, high = interval(bootstrap_means(values, np.ones(60), rng))
        covered += low <= 1 <= high
    # .95 less what 60 skewed values cost, within four standard errors of 300 tries.
    assert 0.88 <= covered / 300 <= 0.99


def test_clusters_widen_the_interval():
    rng = np.random.default_rng(4)
    levels = np.repeat(rng.normal(size=12), 20)
    values = levels + rng.normal(0, 0.1, 240)
    alone = interval(bootstrap_means(values, np.ones(240), rng))
    sums, counts = values.reshape(12, 20).sum(axis=1), np.full(12, 20.0)
    together = interval(bootstrap_means(sums, counts, rng))
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


@pytest.mark.parametrize("spread", [1.0, 5.0])
def test_the_test_errs_as_rarely_as_it_says(spread):
    """Also where the smaller group varies more, which misleads a plain permutation test."""
    rng = np.random.default_rng(5)
    false = 0
    for _ in range(200):
        p = permutation_p(rng.normal(0, spread, 20), rng.normal(0, 1, 60), rng)
        false += p <= 0.05
    assert false / 200 <= 0.11


def test_the_test_finds_a_difference_that_is_there():
    rng = np.random.default_rng(6)
    assert permutation_p(rng.normal(1, 1, 40), rng.normal(0, 1, 40), rng) < 0.01


def test_matching_makes_the_mixtures_equal():
    codes = np.array([0] * 10 + [1] * 10)
    strata = ["a"] * 8 + ["b"] * 2 + ["a"] * 2 + ["b"] * 8
    found = match(strata, codes, ["one", "other"], "topic")
    assert found.strata == ("a", "b")
    is_a = np.array([s == "a" for s in strata])
    for group in (0, 1):
        weights = found.weights * (codes == group)
        assert weights[is_a].sum() / weights.sum() == pytest.approx(0.5)
        assert weights.sum() == pytest.approx(10)


def test_too_little_overlap_is_refused():
    codes = np.array([0] * 10 + [1] * 10)
    strata = ["a"] * 8 + ["b"] * 2 + ["c"] * 8 + ["b"] * 2
    with pytest.raises(DataError, match="share too little of 'topic'"):
        match(strata, codes, ["one", "other"], "topic")


def test_articles_without_a_stratum_are_left_out_and_counted():
    codes = np.array([0] * 5 + [1] * 5 + [-1])
    strata = ["a"] * 4 + [None] + ["a"] * 5 + ["a"]
    found = match(strata, codes, ["one", "other"], "topic")
    assert found.left_out == 1
    assert found.weights[4] == found.weights[10] == 0
