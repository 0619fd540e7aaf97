from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.metrics.micro_f1 import micro_f1

ROWS = st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=2, max_size=20)


@given(ROWS)
def test_equals_scikit_learn(rows):
    grid = np.array(rows)
    gold, predicted = grid[:, :3], grid[:, 3:]
    got = micro_f1(gold, predicted, unit_weights(len(rows)))[0]
    if not grid.any():
        assert np.isnan(got)
    else:
        assert np.isclose(got, f1_score(gold, predicted, average="micro", zero_division=0))


def test_weights_choose_rows():
    gold = np.array([[True], [True]])
    predicted = np.array([[True], [False]])
    weights = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    assert micro_f1(gold, predicted, weights).tolist() == [1.0, 0.0, 2 / 3]
