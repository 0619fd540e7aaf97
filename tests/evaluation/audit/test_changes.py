"""Means, percentiles and shares of what changes."""

from __future__ import annotations

import numpy as np
import pytest

from biascheck.evaluation.audit.changes import label_flips, percentile_measure, score_changes
from tests.evaluation.audit.hand_made import judgement, pair, version

PAIRS = [
    pair(("a",), ("b",), template="1"),
    pair(("c",), ("d",), template="2", family="rivers"),
]
JUDGED = {
    version("a"): judgement(0.1),
    version("b"): judgement(0.3, role="opinion"),
    version("c"): judgement(0.9),
    version("d"): judgement(0.5),
}


def test_changes_are_absolute_and_by_family():
    found = score_changes(PAIRS, JUDGED)["opinion"]
    assert {family: change.n for family, change in found.items()} == {
        "all": 2,
        "towns": 1,
        "rivers": 1,
    }
    assert found["all"].mean.value == pytest.approx(0.3)
    assert found["towns"].mean.value == pytest.approx(0.2)
    assert found["all"].p95.value == pytest.approx(0.4)
    assert found["all"].mean.low == pytest.approx(0.2)
    assert found["all"].mean.high == pytest.approx(0.4)


def test_labels_flip_in_a_share_of_pairs():
    found = label_flips(PAIRS, JUDGED)
    assert found["role"]["all"].share.value == 0.5
    assert found["role"]["towns"].share.value == 1.0
    assert found["stance"]["all"].share.value == 0.0


def test_undefined_scores_are_left_out():
    judged = {**JUDGED, version("a"): judgement(stance=None), version("c"): judgement(stance=0.5)}
    found = score_changes(PAIRS, judged)["stance"]
    assert found["all"].n == 1
    assert found["all"].mean.value == 0.5
    nothing = score_changes(PAIRS[:1], judged)["stance"]["all"]
    assert nothing.n == 0
    assert nothing.mean.value is None
    assert nothing.mean.reason


def test_the_percentile_is_the_least_value_that_95_percent_do_not_exceed():
    values = np.random.default_rng(5).permutation(100).astype(float)
    compute = percentile_measure("p", values, np.zeros(100, dtype=np.int64)).compute
    doubled = np.where(values >= 50, 2.0, 0.0)
    assert compute(np.stack([np.ones(100), doubled, np.zeros(100)]))[:2].tolist() == [94.0, 97.0]
    assert np.isnan(compute(np.zeros((1, 100)))[0])
