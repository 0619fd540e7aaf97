from __future__ import annotations

import numpy as np
import pytest

from biascheck.evaluation.protocols import fitting


@pytest.fixture(autouse=True)
def brief(monkeypatch):
    monkeypatch.setattr(fitting, "_EPOCHS", 30)


def test_a_frame_is_learnt_from_one_sentence_of_many():
    generator = np.random.default_rng(0)
    units, frames = [], np.zeros((80, 15), dtype=np.float32)
    for i in range(80):
        unit = generator.normal(size=(6, 16)).astype(np.float32)
        if i % 2:
            unit[3, 0] += 8
            frames[i, 2] = 1
        units.append(unit)
    frames[:, 5] = np.nan
    scores = fitting.fit_frames(units[:60], frames[:60], 1)(units[60:])
    assert scores.shape == (20, 15)
    assert ((scores[:, 2] > 0.5) == (frames[60:, 2] > 0)).mean() > 0.9
    assert not np.isnan(scores).any()


def test_a_stance_is_learnt_from_the_mean_over_mentions():
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 3, size=90)
    mentions = [generator.normal(size=(1 + i % 4, 16)).astype(np.float32) for i in range(90)]
    for rows, label in zip(mentions, labels, strict=True):
        rows[:, label] += 5
    scores = fitting.fit_stance(mentions[:60], labels[:60], 1)(mentions[60:])
    assert scores.sum(axis=1) == pytest.approx(np.ones(30))
    assert (scores.argmax(axis=1) == labels[60:]).mean() > 0.9


def test_a_binary_fit_finds_the_column_that_decides():
    generator = np.random.default_rng(0)
    inputs = generator.normal(size=(300, 8)).astype(np.float32)
    labels = (inputs[:, 4] > 0).astype(np.int64)
    scores = fitting.fit_binary(inputs[:200], labels[:200])(inputs[200:])
    assert ((scores > 0.5) == labels[200:]).mean() > 0.85


def test_the_threshold_is_the_one_with_the_best_mean_f1():
    gold = np.array([[True], [True], [False], [False]])
    scores = np.array([[0.31], [0.27], [0.21], [0.05]])
    threshold = fitting.best_threshold(scores, gold)
    assert 0.21 < threshold <= 0.27
