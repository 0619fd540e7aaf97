from __future__ import annotations

import time

import numpy as np
import pytest

from biascheck.evaluation.bootstrap import Measure, measure
from biascheck.evaluation.metrics.arrays import one_hot, ratio
from biascheck.evaluation.metrics.auroc import auroc
from biascheck.evaluation.metrics.macro_f1 import macro_f1


def mean_of(values, clusters, name="mean"):
    values = np.array(values, dtype=float)
    return Measure(
        name, np.array(clusters), lambda w: ratio(w @ values, w.sum(axis=1)), "no values"
    )


def test_interval_holds_the_value_and_is_reproducible():
    values = np.random.default_rng(1).normal(size=300)
    first = measure([mean_of(values, range(300))], 300)["mean"]
    assert first == measure([mean_of(values, range(300))], 300)["mean"]
    assert first.low < first.value < first.high
    # For a mean the interval is about 1.96 standard errors to either side.
    half = 1.96 * values.std() / np.sqrt(300)
    assert first.high - first.value == pytest.approx(half, rel=0.15)


def test_clusters_widen_the_interval():
    values = np.repeat(np.random.default_rng(2).normal(size=30), 10)
    rows = measure([mean_of(values, range(300))], 300)["mean"]
    documents = measure([mean_of(values, np.repeat(range(30), 10))], 30)["mean"]
    assert documents.high - documents.low > 2 * (rows.high - rows.low)


def test_single_document_has_no_interval_but_a_reason():
    got = measure([mean_of([0.2, 0.4], [0, 0])], 1)["mean"]
    assert (got.value, got.low, got.high) == (pytest.approx(0.3), None, None)
    assert "single document" in got.reason


def test_undefined_metric_is_none_with_its_reason():
    never = Measure("never", np.array([0, 1]), lambda w: np.full(len(w), np.nan), "it never is")
    got = measure([never], 2)["never"]
    assert got.to_dict() == {"value": None, "low": None, "high": None, "reason": "it never is"}


def test_interval_is_withheld_when_most_resamples_are_undefined():
    # Defined only when every cluster was drawn exactly once.
    rare = Measure(
        "rare",
        np.arange(6),
        lambda w: np.where((w == 1).all(axis=1), 1.0, np.nan),
        "",
    )
    got = measure([rare], 6)["rare"]
    assert got.value == 1.0
    assert got.low is None
    assert "resamples" in got.reason


def test_twenty_thousand_rows_take_seconds():
    random = np.random.default_rng(3)
    gold, clusters = random.integers(0, 2, 20_000), random.integers(0, 700, 20_000)
    scores = np.clip(gold * 0.2 + random.random(20_000) * 0.8, 0, 1)
    truth, said = one_hot(gold, 2), one_hot((scores > 0.5).astype(int), 2)
    measures = [
        Measure("f1", clusters, lambda w: macro_f1(truth, said, w), ""),
        Measure("auroc", clusters, lambda w: auroc(truth[:, 1], scores, w), ""),
    ]
    start = time.process_time()
    measure(measures, 700)
    assert time.process_time() - start < 30
