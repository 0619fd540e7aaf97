from __future__ import annotations

import numpy as np

from biascheck.dimensions.stance import AUTHOR, SOURCE
from biascheck.evaluation.ablations.voices import _VIEWS, _measure
from biascheck.evaluation.metrics.arrays import unit_weights
from biascheck.training.voices import HeardTarget, lay_out

LOGITS = np.array([[3, 0, 0, 0], [0, 0, 5, 0], [0, 9, 0, 0]], dtype=np.float32)
VOICES = np.array([AUTHOR, SOURCE, 0])


def test_views_differ_in_whose_mentions_count():
    case = HeardTarget(0, LOGITS, VOICES, 0)
    tables = {name: lay_out([case], view) for name, view in _VIEWS.items()}
    assert tables["author alone"].means[0].tolist() == [[3, 0, 0], [0, 0, 0]]
    assert tables["all alike"].means[0].tolist() == [[1.5, 0, 2.5], [0, 0, 0]]
    assert tables["weighed"].means[0].tolist() == [[3, 0, 0], [0, 0, 5]]


def test_an_author_who_is_silent_has_offsets_of_their_own():
    case = HeardTarget(0, LOGITS[1:2], VOICES[1:2], 2)
    weights = {"stance.author_weight": 1.0, "stance.source_weight": 0.1}
    for name in ("positive", "neutral", "negative"):
        weights[f"stance.author.{name}"] = 9.0 if name == "positive" else 0.0
        weights[f"stance.source.{name}"] = 0.0
    measure = _measure(weights, lay_out([case], _VIEWS["weighed"]), np.array([0]))
    assert measure.compute(unit_weights(1))[0] == 1.0
