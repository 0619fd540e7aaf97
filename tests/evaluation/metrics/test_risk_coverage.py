from __future__ import annotations

import numpy as np
import pytest

from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.metrics.risk_coverage import (
    accuracy_at_coverage,
    aurc,
    operating_point,
)

CORRECT = np.array([True, True, False, True, False])
CONFIDENCE = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
ONE = unit_weights(5)


@pytest.mark.parametrize(
    ("coverage", "accuracy"), [(0.2, 1), (0.4, 1), (0.6, 2 / 3), (0.8, 3 / 4), (1.0, 3 / 5)]
)
def test_accuracy_of_the_surest(coverage, accuracy):
    found = accuracy_at_coverage(CORRECT, CONFIDENCE, ONE, coverage)
    assert found == pytest.approx([accuracy])


def test_ties_are_accepted_in_proportion():
    found = accuracy_at_coverage(CORRECT, np.ones(5), ONE, 0.5)
    assert found == pytest.approx([0.6])


def test_aurc_is_the_mean_risk_over_all_coverages():
    risks = [0, 0, 1 / 3, 1 / 4, 2 / 5]
    assert aurc(CORRECT, CONFIDENCE, ONE) == pytest.approx([np.mean(risks)])
    assert aurc(CORRECT, np.ones(5), ONE) == pytest.approx([0.4])
    assert aurc(CORRECT, -CONFIDENCE, ONE)[0] > aurc(CORRECT, CONFIDENCE, ONE)[0]


def test_the_operating_point_is_the_widest_that_is_accurate_enough():
    threshold, coverage = operating_point(CORRECT, CONFIDENCE, ONE, 0.7)
    assert (threshold[0], coverage[0]) == (0.6, pytest.approx(0.8))
    threshold, coverage = operating_point(~CORRECT, CONFIDENCE, ONE, 0.95)
    assert np.isnan([threshold[0], coverage[0]]).all()


def test_a_weight_counts_as_so_many_units():
    weights = np.array([[2.0, 0, 1, 0, 1]])
    repeated = [0, 0, 2, 4]
    for metric in (aurc, lambda *a: accuracy_at_coverage(*a, 0.75)):
        once = metric(CORRECT[repeated], CONFIDENCE[repeated], unit_weights(4))
        assert metric(CORRECT, CONFIDENCE, weights) == pytest.approx(once)


def test_nothing_is_undefined():
    empty = np.zeros(0)
    assert np.isnan(aurc(empty.astype(bool), empty, np.ones((2, 0)))).all()
