from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from biascheck.dimensions import framing
from biascheck.dimensions.framing import log_mean_exp
from biascheck.labels import FRAMES
from tests.dimensions.hand_made import NO, YES, HandMade, roles_of

TEXT = "It costs millions. The court ruled. Workers left.\n\nThe budget fell. Share this story"


def _frames(made, *roles):
    context = made.roles(*(roles or ["reporting"] * 5)).context()
    roles_of(context)
    return framing.annotate(context)


def test_all_frames_come_sorted():
    made = HandMade(TEXT).frame("Economic", 0, YES).frame("Political", 1, 0.0)
    found = _frames(made)
    assert sorted(frame.frame for frame in found) == sorted(FRAMES)
    assert [frame.score for frame in found] == sorted((f.score for f in found), reverse=True)
    assert [frame.frame for frame in found[:2]] == ["Economic", "Political"]


def test_the_score_is_the_log_mean_exp_and_the_threshold_decides():
    made = HandMade(TEXT, thresholds={"framing": 0.95}).frame("Economic", 0, YES)
    (economic,) = [f for f in _frames(made) if f.frame == "Economic"]
    logit = np.log((np.exp(YES) + 4 * np.exp(NO)) / 5)
    assert economic.score == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-5)
    assert not economic.present
    made.judge.thresholds["framing"] = 0.5
    assert _frames(made)[0].present


def test_evidence_comes_best_first_and_not_from_boilerplate():
    made = HandMade(TEXT).frame("Economic", 0, 1.0).frame("Economic", 3, YES)
    made.frame("Economic", 4, 9.0)
    economic = _frames(made, *["reporting"] * 4, "boilerplate")[0]
    assert economic.evidence[:2] == (3, 0)
    assert 4 not in economic.evidence
    assert len(economic.evidence) == 3


def test_paragraphs_have_their_own_figures():
    economic = _frames(HandMade(TEXT).frame("Economic", 3, YES))[0]
    (first, low), (second, high) = economic.paragraphs
    assert (first, second) == (0, 1)
    assert low < 0.1
    assert high > 0.8
    assert high > 0.9


def test_mere_boilerplate_is_read_all_the_same():
    found = _frames(HandMade(TEXT).frame("Economic", 0, YES), *["boilerplate"] * 5)
    assert found[0].frame == "Economic"


def test_a_headline_apart_counts():
    made = HandMade(TEXT, title="A vote on money")
    made.headline = made.vectors[0].copy()
    made.headline[4 + FRAMES.index("Political")] = 9.0
    assert _frames(made)[0].frame == "Political"


@given(arrays(np.float32, (5, 3), elements=st.floats(-50, 50, width=32)))
def test_log_mean_exp_lies_between_mean_and_maximum(logits):
    found = log_mean_exp(logits)
    assert np.all(found <= logits.max(axis=0) + 1e-4)
    assert np.all(found >= logits.mean(axis=0) - 1e-4)


def test_log_mean_exp_is_safe_and_exact():
    assert log_mean_exp(np.full((4, 1), 500, dtype=np.float32)) == pytest.approx(500)
    two = np.array([[0.0], [np.log(3.0)]], dtype=np.float32)
    assert log_mean_exp(two) == pytest.approx(np.log(2.0), abs=1e-6)
