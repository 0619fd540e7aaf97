from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.metrics.character_f1 import character_f1, overlap_counts
from biascheck.types import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=5,
)


def mask(spans):
    result = np.zeros(40, bool)
    for span in spans:
        result[span.start : span.end] = True
    return result


@given(SPANS, SPANS)
def test_equals_f1_over_character_masks(predicted, gold):
    counts = np.array([overlap_counts(predicted, gold)])
    got = character_f1(counts, unit_weights(1))[0]
    if not predicted and not gold:
        assert np.isnan(got)
    else:
        expected = f1_score(mask(gold), mask(predicted), zero_division=0)
        assert got == pytest.approx(expected)


def test_articles_are_pooled():
    counts = np.array([[5, 5, 5], [0, 0, 10]])
    assert character_f1(counts, unit_weights(2))[0] == 0.5
