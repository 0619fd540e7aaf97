from __future__ import annotations

import numpy as np
import pytest

from tests.dimensions.hand_made import HandMade, roles_of

TEXT = "It rained in Ostren. Share this story"


def test_calibration_is_a_line_on_the_logit():
    judge = HandMade(TEXT, calibration={"loaded": (2.0, 1.0)}).judge
    logits = np.array([0.0, 3.0], dtype=np.float32)
    assert judge.calibrated("loaded", logits).tolist() == [1.0, 7.0]
    assert judge.calibrated("genre", logits).tolist() == [0.0, 3.0]
    assert judge.probability("genre", logits)[0] == pytest.approx(0.5)


def test_thresholds_have_a_default():
    judge = HandMade(TEXT, thresholds={"framing": 0.3}).judge
    assert judge.threshold("framing") == 0.3
    assert judge.threshold("loaded_word") == 0.5
    assert judge.threshold("role.quote", 0.0) == 0.0


def test_the_content_vector_leaves_boilerplate_out():
    made = HandMade(TEXT).roles("reporting", "boilerplate")
    context = made.context()
    roles_of(context)
    assert context.content_vector()[0] == pytest.approx(made.vectors[0])


def test_the_content_vector_of_mere_boilerplate_is_the_whole():
    made = HandMade(TEXT).roles("boilerplate", "boilerplate")
    context = made.context()
    roles_of(context)
    assert context.content_vector()[0] == pytest.approx(context.encoding.article)
