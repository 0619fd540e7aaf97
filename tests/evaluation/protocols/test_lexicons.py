from __future__ import annotations

import sys

import numpy as np
import pytest

from biascheck.errors import ConfigError
from biascheck.evaluation.protocols import lexicons


def test_public_lexicons_know_loaded_words_and_not_plain_ones():
    for lexicon in (lexicons.vader(), lexicons.textblob()):
        assert lexicon("horrible") > 0
        assert lexicon("tuesday") == 0


@pytest.mark.parametrize(
    ("module", "load"), [("vaderSentiment.vaderSentiment", "vader"), ("textblob", "textblob")]
)
def test_a_lexicon_that_is_not_installed_says_how(monkeypatch, module, load):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError, match="pip install"):
        getattr(lexicons, load)()


def test_log_odds_favour_what_is_marked_often_over_what_is_marked_once():
    marked = ["shameful"] * 12 + ["rare"] + ["the"] * 3
    others = ["the"] * 300 + ["council"] * 40
    scores = lexicons.log_odds(marked, others)
    assert scores["shameful"] > scores["rare"] > 0
    assert scores["the"] < scores["rare"]
    assert "council" not in scores


def test_log_odds_follow_the_formula():
    scores = lexicons.log_odds(["a", "a"], ["a", "b"])
    prior = 500 * 3 / 4
    inside, outside = 2 + prior, 1 + prior
    odds = np.log(inside / (502 - inside)) - np.log(outside / (502 - outside))
    assert scores["a"] == pytest.approx(odds / np.sqrt(1 / inside + 1 / outside))


def test_the_threshold_gives_the_best_f1_and_silence_stays_silent():
    scores = np.array([0.0, 0.2, 0.5, 0.9])
    assert lexicons.best_threshold(scores, np.array([False, False, True, True])) == 0.5
    assert lexicons.best_threshold(np.zeros(3), np.ones(3, dtype=bool)) == float("inf")


def test_each_form_is_looked_up_once():
    asked = []
    scores = lexicons.score_words(lambda word: asked.append(word) or 1.0, ["a", "b", "a"])
    assert asked == ["a", "b"]
    assert scores.tolist() == [1.0, 1.0, 1.0]
