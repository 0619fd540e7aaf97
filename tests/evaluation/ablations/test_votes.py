from __future__ import annotations

import numpy as np
import pytest

from biascheck.evaluation.ablations.votes import _targets


def test_votes_soften_labels_and_keep_what_was_not_agreed():
    rows = [
        {"label_bias": "biased", "bias_votes": {"biased": 3, "non-biased": 2}},
        {"label_bias": "non-biased", "bias_votes": None},
        {"label_bias": "no_agreement", "bias_votes": {"biased": 1, "non-biased": 1}},
    ]
    found = _targets(rows)
    hard, soft = found["majority labels"], found["soft votes"]
    assert hard[:2].tolist() == [1.0, 0.0]
    assert np.isnan(hard[2])
    assert soft.tolist() == pytest.approx([0.8, 0.0, 0.5])


def test_only_outlets_set_aside_are_tested(ask):
    (part,) = ask("votes")["parts"]
    assert part["n"] == 2
