from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.metrics.auroc import auroc, macro_auroc

# Few distinct scores, so that ties are common.
UNITS = st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=2, max_size=40)


@given(UNITS)
def test_equals_scikit_learn_with_ties(units):
    gold, scores = (np.array(side) for side in zip(*units, strict=True))
    got = auroc(gold, scores / 4, unit_weights(len(gold)))[0]
    if gold.all() or not gold.any():
        assert np.isnan(got)
    else:
        assert np.isclose(got, roc_auc_score(gold, scores))


@given(UNITS, st.data())
def test_weights_equal_scikit_learn(units, data):
    gold, scores = (np.array(side) for side in zip(*units, strict=True))
    weights = np.array(
        data.draw(st.lists(st.integers(0, 3), min_size=len(gold), max_size=len(gold))), dtype=float
    )
    got = auroc(gold, scores / 4, weights[None, :])[0]
    drawn = gold[weights > 0]
    if not drawn.any() or drawn.all():
        assert np.isnan(got)
    else:
        assert np.isclose(got, roc_auc_score(gold, scores, sample_weight=weights))


def test_constant_scores_are_chance():
    assert auroc(np.array([True, False, False]), np.zeros(3), unit_weights(3))[0] == 0.5


def test_no_units_is_undefined():
    assert np.isnan(auroc(np.zeros(0, bool), np.zeros(0), unit_weights(0))[0])


def test_macro_leaves_out_classes_without_both_kinds_and_unscored_decisions():
    gold = np.array([[True, True, False], [False, True, True]])
    scores = np.array([[0.9, 0.1, 0.8], [0.2, 0.9, 0.3]])
    weights = unit_weights(2)
    assert macro_auroc(gold, scores, weights)[0] == 0.5
    scored = np.array([[True, True, False], [True, True, True]])
    assert macro_auroc(gold, scores, weights, scored)[0] == 1.0
