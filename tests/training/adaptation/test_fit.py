"""The pulled fit: gradients, the pull, the choice of its strength, and folds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from biascheck.training.adaptation.calibration import Calibration, scaled, shifted
from biascheck.training.adaptation.fit import Start, choose, fit, fit_layer, split
from biascheck.training.adaptation.tables import ClassTable, FrameTable, Layer

RANDOM = np.random.default_rng(5)


def _classes(n=90, noise=0.0):
    x = RANDOM.normal(size=(n, 4))
    gold = (x[:, 0] + noise * RANDOM.normal(size=n) > 0).astype(np.int64)
    return ClassTable(x, gold, np.array([[0.0], [1.0]]), np.zeros(2))


def _roles(n=40):
    x = RANDOM.normal(size=(n, 5))
    mix = RANDOM.normal(size=(4, 3))
    return ClassTable(x, RANDOM.integers(0, 4, n), mix, RANDOM.normal(size=4))


def _frames(n=30):
    sizes = RANDOM.integers(1, 5, n)
    gold = RANDOM.integers(0, 2, (n, 3)).astype(np.float64)
    gold[:, 2] = np.nan
    return FrameTable(RANDOM.normal(size=(int(sizes.sum()), 4)), sizes, gold)


@pytest.mark.parametrize(("table", "k"), [(_classes(), 1), (_roles(), 3), (_frames(), 3)])
def test_gradients_are_those_of_the_loss(table, k):
    d = table.inputs.shape[1]
    layer = Layer(RANDOM.normal(size=(k, d)), RANDOM.normal(size=k))
    _, gradient = table.loss(layer)
    step = 1e-6
    for i, j in ((0, 0), (k - 1, d - 1)):
        weight = layer.weight.copy()
        weight[i, j] += step
        slope = (table.loss(Layer(weight, layer.bias))[0] - table.loss(layer)[0]) / step
        assert gradient.weight[i, j] == pytest.approx(slope, abs=1e-4)
    bias = layer.bias.copy()
    bias[0] += step
    slope = (table.loss(Layer(layer.weight, bias))[0] - table.loss(layer)[0]) / step
    assert gradient.bias[0] == pytest.approx(slope, abs=1e-4)


def test_an_articles_logit_is_that_of_the_dimension():
    from biascheck.dimensions.framing import log_mean_exp

    table = _frames()
    layer = Layer(RANDOM.normal(size=(3, 4)), np.zeros(3))
    units = (table.inputs[: table.sizes[0]] @ layer.weight.T).astype(np.float32)
    np.testing.assert_allclose(table.logits(layer)[0], log_mean_exp(units), atol=1e-5)
    part = table.take(np.array([4, 0]))
    np.testing.assert_allclose(part.logits(layer)[1], table.logits(layer)[0])


def test_a_stronger_pull_stays_nearer():
    table, towards = _classes(), Layer(np.array([[0.0, 2.0, 0.0, 0.0]]), np.zeros(1))
    away = [
        float(np.abs(fit_layer(table, towards, strength, towards).weight - towards.weight).sum())
        for strength in (10.0, 0.1, 0.001)
    ]
    assert away == sorted(away)
    assert away[0] < 0.2


def test_a_good_head_is_kept_and_a_bad_one_is_left():
    table = _classes(noise=0.3)
    groups = [str(i) for i in range(table.n)]
    unchanged = Calibration(1.0, np.zeros(2))
    good = Start(Layer(np.array([[4.0, 0, 0, 0]]), np.zeros(1)), unchanged, None)
    bad = Start(Layer(np.array([[0.0, 4, 0, 0]]), np.zeros(1)), unchanged, None)
    assert fit(table, groups, good).kept
    left = fit(table, groups, bad)
    assert math.isfinite(left.strength)
    assert (left.predict(table).argmax(axis=1) == table.gold).mean() > 0.85


def test_without_a_head_it_starts_from_zero():
    table = _classes()
    start = Start(Layer(np.zeros((1, 4)), np.zeros(1)), None, None)
    found = fit(table, [str(i // 3) for i in range(table.n)], start)
    assert not found.kept
    assert (found.predict(table).argmax(axis=1) == table.gold).mean() > 0.9


def test_the_cautious_choice_wins_unless_another_is_clearly_better():
    base = np.full(50, 0.7)
    wobble = np.where(np.arange(50) % 2, 0.3, -0.3)
    alone = [str(i) for i in range(50)]
    assert choose([base, base + wobble - 0.01], alone) == 0
    assert choose([base, base + wobble - 0.2], alone) == 1
    # As one group, the same rows say less.
    assert choose([base, base - 0.2 * (np.arange(50) < 40)], ["a"] * 40 + ["b"] * 10) == 1


def test_folds_keep_groups_whole_and_are_of_like_size():
    groups = [f"g{i % 13}" for i in range(200)]
    folds = split(groups, 5)
    assert set(folds) == set(range(5))
    assert all(len({f for f, g in zip(folds, groups, strict=True) if g == name}) == 1
               for name in set(groups))  # fmt: skip
    assert np.bincount(folds).max() - np.bincount(folds).min() <= 16
    np.testing.assert_array_equal(folds, split(groups, 5))


def test_calibration_never_turns_a_head_around():
    logits = np.linspace(-3, 3, 60)
    slope, offset = shifted(logits, logits < 0)
    assert slope > 0
    assert abs(offset) < 0.5
    steep, _ = shifted(logits, logits > 0)
    assert 1 < steep < 50
    assert (
        scaled(np.stack([logits, -logits, logits * 0], axis=1), (logits < 0).astype(int)).slope > 1
    )
