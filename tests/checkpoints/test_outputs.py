from __future__ import annotations

import numpy as np
import pytest

from biascheck.checkpoints.declaration import Service
from biascheck.checkpoints.outputs import decide
from biascheck.encoder.heads import sigmoid, softmax

LOGITS = np.array([[0.3, -1.2, 2.0], [4.0, 0.0, -3.0]], dtype=np.float32)
LABELS = ("calm", "slanted", "loaded")


def service(name, labels, **settings):
    return Service(name, labels, "sentence", **settings)


LOADED = {"calm": "neutral", "slanted": "biased", "loaded": "biased"}


def test_labels_of_one_meaning_add_their_probabilities():
    found = sigmoid(decide(LOGITS, LABELS, service("loaded", LOADED), "softmax")[:, 0])
    assert found == pytest.approx(softmax(LOGITS)[:, 1:].sum(axis=1), abs=1e-6)


def test_labels_that_do_not_exclude_one_another_count_by_the_most_probable():
    found = decide(LOGITS, LABELS, service("loaded", LOADED), "sigmoid")[:, 0]
    assert found == pytest.approx(LOGITS[:, 1:].max(axis=1))


def test_temperature_and_platt():
    plain = decide(LOGITS / 2, LABELS, service("loaded", LOADED), "softmax")
    warm = service("loaded", LOADED, temperature=2.0, platt=(1.5, -0.25))
    assert decide(LOGITS, LABELS, warm, "softmax") == pytest.approx(1.5 * plain - 0.25, abs=1e-6)


def test_the_decision_turns_at_the_threshold():
    logits = np.array([[np.log(0.3)], [np.log(0.7)]], dtype=np.float32)
    at = service("loaded", {"x": "biased"}, threshold=3 / 13)
    found = sigmoid(decide(logits, ("x",), at, "sigmoid")[:, 0])
    assert found[0] == pytest.approx(0.5)
    assert found[1] > 0.5


def test_stance_gives_probabilities_of_three():
    labels = {"loaded": "positive", "calm": "neutral", "slanted": "negative"}
    found = softmax(decide(LOGITS, LABELS, service("stance", labels), "softmax"))
    assert found == pytest.approx(softmax(LOGITS)[:, [2, 0, 1]], abs=1e-6)


def test_frames_that_exclude_one_another_are_each_against_the_rest():
    labels = {"calm": "Economic", "slanted": "none", "loaded": "Political"}
    found = sigmoid(decide(LOGITS, LABELS, service("framing", labels), "softmax"))
    assert found == pytest.approx(softmax(LOGITS)[:, [0, 2]], abs=1e-6)


def test_large_logits_stay_finite():
    found = decide(LOGITS * 1e4, LABELS, service("loaded", LOADED), "softmax")
    assert np.isfinite(found).all()
