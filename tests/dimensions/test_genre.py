from __future__ import annotations

import pytest

from biascheck.dimensions import genre
from tests.dimensions.hand_made import NO, YES, HandMade, roles_of

TEXT = "It rained in Ostren. What a shameful day. Nobody deserves it.\n\nThe council met."
LONG = "It was " + " and ".join(["a shameful, shameful evening"] * 10) + ".\n\nThe council met."


def _genre(text, opinion, *roles):
    made = HandMade(text).roles(*roles)
    made.vectors[:, 19] = opinion
    context = made.context()
    roles_of(context)
    return genre.annotate(context)


def test_news():
    found = _genre(TEXT, NO, *["reporting"] * 4)
    assert found.label == "news"
    assert found.probabilities["news"] > 0.9
    assert sum(found.probabilities.values()) == pytest.approx(1)


def test_opinion_stays_opinion_whatever_its_passages():
    assert _genre(TEXT, YES, "reporting", "opinion", "opinion", "reporting").label == "opinion"


def test_a_model_may_have_a_boundary_of_its_own():
    made = HandMade(TEXT, thresholds={"genre": 0.001}).roles(*["reporting"] * 4)
    made.vectors[:, 19] = NO
    context = made.context()
    roles_of(context)
    assert genre.annotate(context).label == "opinion"


def test_two_opinion_sentences_make_news_mixed():
    assert _genre(TEXT, NO, "reporting", "opinion", "opinion", "reporting").label == "mixed"


def test_one_short_opinion_sentence_does_not():
    assert _genre(TEXT, NO, "reporting", "opinion", "reporting", "reporting").label == "news"


def test_one_long_opinion_sentence_does():
    assert _genre(LONG, NO, "opinion", "reporting").label == "mixed"
