from __future__ import annotations

import numpy as np
import pytest

from biascheck.dimensions import headline, loaded
from biascheck.types import Span
from tests.dimensions.hand_made import NO, YES, HandMade, roles_of

TITLE = "A shameful vote"
BODY = "The council met. It voted."
TEXT = f"{TITLE}\n\n{BODY}"
HIGH, LOW = (float(1 / (1 + np.exp(-x))) for x in (YES, NO))


def _gap(made, *roles):
    context = made.roles(*roles).context(sourcing=())
    roles_of(context)
    context.results["loaded"] = loaded.annotate(context)
    return headline.annotate(context)


def _titled():
    return HandMade(TEXT, title=TITLE, title_span=Span(0, len(TITLE)))


def test_a_loaded_and_judging_headline_over_a_sober_body():
    found = _gap(_titled().loaded(sentences=[0]), "opinion", "reporting", "reporting")
    assert found.gap == pytest.approx(HIGH - LOW, abs=1e-5)
    assert found.reason is None


def test_a_sober_headline_over_an_opinion():
    found = _gap(_titled().loaded(sentences=[1, 2]), "reporting", "opinion", "opinion")
    assert found.gap == pytest.approx(LOW - HIGH, abs=1e-5)


def test_a_headline_like_its_body():
    assert _gap(_titled(), "reporting", "reporting", "quote").gap == pytest.approx(0, abs=1e-6)


def test_no_headline():
    found = _gap(HandMade(BODY), "reporting", "reporting")
    assert found.gap is None
    assert "no headline" in found.reason


def test_no_body_in_the_authors_voice():
    found = _gap(_titled(), "opinion", "quote", "boilerplate")
    assert found.gap is None
    assert "author's voice" in found.reason


def test_a_headline_that_is_not_the_first_sentence():
    text = f"LIND –\n\n{TEXT}"
    start = text.index(TITLE)
    made = HandMade(text, title=TITLE, title_span=Span(start, start + len(TITLE)))
    place = next(s.index for s in made.sentences if s.start == start)
    made.loaded(sentences=[place])
    assert _gap(made, *["reporting"] * len(made.sentences)).gap > 0.4


def test_a_headline_apart_is_judged_alone():
    made = HandMade(BODY, title=TITLE)
    made.headline = made.vectors[0].copy()
    made.headline[[0, 3]] = YES
    assert _gap(made, "reporting", "reporting").gap == pytest.approx(HIGH - LOW, abs=1e-5)
