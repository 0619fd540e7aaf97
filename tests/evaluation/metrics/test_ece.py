from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.metrics.ece import BINS, ece


def two(positive):
    positive = np.array(positive)
    return np.stack([1 - positive, positive], axis=1)


def plainly(gold, probabilities):
    """The definition, bin by bin."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == gold
    total = 0.0
    for low, high in zip(np.arange(BINS) / BINS, (np.arange(BINS) + 1) / BINS, strict=True):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return total


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 0.99)), min_size=1, max_size=50))
def test_equals_the_definition(units):
    gold = np.array([int(mark) for mark, _ in units])
    probabilities = two([p for _, p in units])
    got = ece(gold, probabilities, unit_weights(len(gold)))[0]
    assert got == pytest.approx(plainly(gold, probabilities), abs=1e-9)


def test_sure_and_right_is_zero_sure_and_wrong_is_one():
    sure = two([1.0, 1.0])
    assert ece(np.array([1, 1]), sure, unit_weights(2))[0] == 0.0
    assert ece(np.array([0, 0]), sure, unit_weights(2))[0] == 1.0


def test_no_units_is_undefined():
    assert np.isnan(ece(np.zeros(0, np.int64), np.zeros((0, 2)), unit_weights(0))[0])
