from __future__ import annotations

import numpy as np
import pytest

from biascheck.training.calibrate import best_boundary, fit_platt


def test_platt_finds_slope_and_offset():
    generator = np.random.default_rng(1)
    logits = generator.normal(scale=2, size=20_000)
    gold = (generator.random(20_000) < 1 / (1 + np.exp(-(0.5 * logits + 1)))).astype(float)
    slope, offset = fit_platt(logits, gold, np.full(20_000, 1 / 20_000))
    assert slope == pytest.approx(0.5, abs=0.05)
    assert offset == pytest.approx(1.0, abs=0.08)


def test_rows_weigh_what_they_are_given():
    logits = np.array([0.0] * 100 + [0.0] * 2)
    gold = np.array([1.0] * 100 + [0.0] * 2)
    weights = np.array([1 / 100] * 100 + [1 / 2] * 2)
    assert fit_platt(logits, gold, weights)[1] == pytest.approx(0.0, abs=1e-3)


def test_the_boundary_of_a_rare_class_lies_where_both_classes_gain():
    p = np.array([0.05] * 90 + [0.3] * 2 + [0.45] * 8)
    positive = np.array([False] * 92 + [True] * 8)
    assert 0.3 <= best_boundary(p, positive) < 0.45
