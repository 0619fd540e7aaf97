from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from biascheck.evaluation.metrics.arrays import one_hot, unit_weights
from biascheck.evaluation.metrics.macro_f1 import class_f1, macro_f1

PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


def value(gold, predicted, weights=None):
    weights = unit_weights(len(gold)) if weights is None else weights
    return macro_f1(one_hot(np.array(gold), 3), one_hot(np.array(predicted), 3), weights)


@given(PAIRS)
def test_equals_scikit_learn(pairs):
    gold, predicted = zip(*pairs, strict=True)
    expected = f1_score(gold, predicted, average="macro", zero_division=0)
    assert np.isclose(value(gold, predicted)[0], expected)


@given(PAIRS)
def test_multi_label_equals_scikit_learn(pairs):
    gold, predicted = (np.array(side)[:, None] >= [1, 2] for side in zip(*pairs, strict=True))
    got = macro_f1(gold, predicted, unit_weights(len(gold)))[0]
    columns = [(g, p) for g, p in zip(gold.T, predicted.T, strict=True) if (g | p).any()]
    if not columns:
        assert np.isnan(got)
        return
    assert np.isclose(got, np.mean([f1_score(g, p, zero_division=0) for g, p in columns]))


@given(PAIRS, st.data())
def test_a_weight_is_a_repetition(pairs, data):
    gold, predicted = (np.array(side) for side in zip(*pairs, strict=True))
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(gold), max_size=len(gold)))
    repeated = value(np.repeat(gold, times), np.repeat(predicted, times))
    assert np.allclose(value(gold, predicted, np.array([times], dtype=float)), repeated)


def test_absent_class_is_left_out_not_counted_as_zero():
    assert value([0, 1], [0, 1])[0] == 1.0


def test_predicted_class_that_does_not_occur_counts():
    assert np.isclose(value([0, 0], [0, 2])[0], (2 / 3 + 0) / 2)


def test_class_without_rows_has_no_f1():
    one = one_hot(np.array([0]), 2)
    assert np.isnan(class_f1(one, one, unit_weights(1))[0, 1])
