from __future__ import annotations

import math

import numpy as np

from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.evaluation.metrics.top_paragraph import top_hit, top_paragraph


def test_best_paragraph_is_looked_up():
    assert top_hit([0.1, 0.9], [False, True]) == 1.0
    assert top_hit([0.9, 0.1], [False, True]) == 0.0


def test_ties_count_as_a_random_choice():
    assert top_hit([0.5, 0.5, 0.1], [True, False, False]) == 0.5


def test_article_without_a_mark_is_left_out():
    assert math.isnan(top_hit([0.5], [False]))
    hits = np.array([1.0, np.nan, 0.0])
    assert top_paragraph(hits, unit_weights(3))[0] == 0.5


def test_no_marks_at_all_is_undefined():
    assert np.isnan(top_paragraph(np.array([np.nan]), unit_weights(1))[0])
