from __future__ import annotations

import numpy as np
import pytest

from biascheck.labels import ROLES
from biascheck.training.refit import Table, encode_table, fit_heads
from biascheck.training.roles import best_slope
from biascheck.training.words import word_f1


def _table(corpus, n, seed):
    """Return sentences whose role stands in their first numbers."""
    generator = np.random.default_rng(seed)
    roles = generator.integers(0, 4, size=n)
    inputs = generator.normal(size=(n, 32)).astype(np.float32)
    inputs[np.arange(n), roles] += 6
    targets = np.full((n, 4), np.nan, dtype=np.float32)
    for column, role in enumerate(("opinion", "quote", "boilerplate")):
        targets[:, column] = roles == ROLES.index(role)
    return Table(corpus, inputs, targets, roles.astype(np.int64))


def test_heads_learn_what_the_tables_say():
    import torch

    heads = fit_heads([_table("gold", 600, 1), _table("mpqa", 200, 2)], seed=4)
    test = _table("gold", 300, 3)
    with torch.no_grad():
        said = heads["role"](heads["axes"](torch.from_numpy(test.inputs))).argmax(dim=1).numpy()
    assert (said == test.roles).mean() > 0.9


def test_fitting_is_reproducible():
    import torch

    tables = [_table("gold", 100, 1)]
    one, other = fit_heads(tables, seed=4), fit_heads(tables, seed=4)
    for name, head in one.items():
        for key, value in head.state_dict().items():
            assert torch.equal(value, other[name].state_dict()[key])


def test_tables_hold_every_drawn_sentence(tiny_analyzer, corpora):
    from biascheck.training.corpora import load

    table = encode_table(tiny_analyzer, load("mpqa", corpora), seed=1)
    assert table.inputs.shape == (4, 64)
    assert table.targets.shape == (4, 4)
    assert table.roles.tolist() == [-1] * 4
    assert table.targets[:, 0].tolist() == pytest.approx([0, 0, 1, 0.6])


def test_best_slope_finds_the_temperature():
    generator = np.random.default_rng(2)
    logits = generator.normal(scale=2, size=(4000, 3))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    gold = np.array([generator.choice(3, p=row) for row in p])
    assert best_slope(logits, gold) == pytest.approx(1.0, abs=0.08)
    assert best_slope(4 * logits, gold) == pytest.approx(0.25, abs=0.03)


def test_word_f1():
    said, gold = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert word_f1(said, gold) == pytest.approx(0.5)
    assert word_f1(gold, gold) == 1.0
    assert word_f1(np.zeros(3, dtype=bool), np.zeros(3, dtype=bool)) == 0.0
