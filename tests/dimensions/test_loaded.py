from __future__ import annotations

import pytest

from biascheck.dimensions import loaded
from tests.dimensions.hand_made import HandMade, roles_of

TEXT = 'The shameful plan failed. "A reckless waste," she said. So-called experts lied brazenly.'


def _loaded(made, *roles, quotes=()):
    made.roles(*roles)
    context = made.context(sourcing=tuple(quotes))
    roles_of(context)
    return loaded.annotate(context)


def _texts(found):
    return [word.text for word in found.words]


def test_words_above_the_threshold_are_listed():
    made = HandMade(TEXT).loaded("shameful", sentences=[0])
    found = _loaded(made, "reporting", "quote", "opinion")
    assert _texts(found) == ["shameful"]
    assert found.words[0].sentence == 0
    assert found.words[0].span == made.span("shameful")
    assert found.words[0].score > 0.9
    assert found.sentences.tolist() == pytest.approx([0.982, 0.018, 0.018], abs=1e-3)


def test_opinion_in_quotes_is_not_loaded():
    made = HandMade(TEXT).loaded("reckless", "waste")
    assert _texts(_loaded(made, "reporting", "quote", "opinion")) == []
    quote = made.quote('"A reckless waste,"')
    assert _texts(_loaded(made, "reporting", "reporting", "opinion", quotes=[quote])) == []
    assert _texts(_loaded(made, "reporting", "reporting", "opinion")) == ["reckless waste"]


def test_boilerplate_is_not_loaded():
    made = HandMade(TEXT).loaded("shameful")
    assert _texts(_loaded(made, "boilerplate", "quote", "opinion")) == []


def test_neighbouring_words_are_one_phrase_and_hyphens_hold():
    made = HandMade(TEXT).loaded("So", "called", "lied", "brazenly")
    assert _texts(_loaded(made, "reporting", "quote", "opinion")) == ["So-called", "lied brazenly"]


def test_phrases_do_not_cross_sentences_nor_grow_long():
    text = "This was bad. Bad bad bad bad bad news."
    made = HandMade(text).loaded("bad", "Bad")
    found = _texts(_loaded(made, "opinion", "opinion"))
    assert found == ["bad", "Bad bad bad bad", "bad"]


def test_the_threshold_is_the_models():
    made = HandMade(TEXT, thresholds={"loaded_word": 0.99}).loaded("shameful")
    assert _texts(_loaded(made, "reporting", "quote", "opinion")) == []


def test_an_apostrophe_does_not_part_a_word():
    made = HandMade("The ministry's so-called plan hasn't failed.").loaded("hasn", "ministry")
    found = _loaded(made, "opinion")
    assert _texts(found) == ["ministry's", "hasn't"]
