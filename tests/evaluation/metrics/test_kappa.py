from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from biascheck.evaluation.metrics.arrays import one_hot, unit_weights
from biascheck.evaluation.metrics.kappa import kappa

PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=40)


def value(pairs):
    first, second = (one_hot(np.array(side), 3) for side in zip(*pairs, strict=True))
    return kappa(first, second, unit_weights(len(pairs)))[0]


@given(PAIRS)
def test_equals_scikit_learn(pairs):
    if len({label for pair in pairs for label in pair}) == 1:
        assert np.isnan(value(pairs))
        return
    expected = cohen_kappa_score(*zip(*pairs, strict=True))
    assert value(pairs) == pytest.approx(expected, abs=1e-9)


def test_full_agreement_and_chance():
    assert value([(0, 0), (1, 1), (2, 2)]) == 1
    assert value([(0, 0), (0, 1), (1, 0), (1, 1)]) == 0
