"""Erasing a word gives what pooling would give without its tokens."""

from __future__ import annotations

import numpy as np
import pytest

from biascheck.encoder.encoding import Encoding
from biascheck.encoder.erasure import Erasure
from biascheck.encoder.tokens import NO_SENTENCE, Tokens
from biascheck.encoder.words import Word
from biascheck.types import Span

# Two sentences of a paragraph, of three tokens and two; a third stands apart.
OWNERS = np.array([0, 0, 0, 1, 1, NO_SENTENCE, 2])
PARAGRAPHS = np.array([0, 0, 1])


def _encoding(states, paragraphs=PARAGRAPHS):
    n = len(OWNERS)
    tokens = Tokens(np.arange(n), np.arange(n), np.arange(n) + 1, OWNERS, len(paragraphs))
    means = np.stack([states[i == OWNERS].mean(axis=0) for i in range(len(paragraphs))])
    return Encoding(
        tokens=tokens,
        sentences=means.astype(np.float32),
        paragraphs=paragraphs,
        article=means.mean(axis=0),
        mentions=np.zeros((0, 4)),
        mention_sentences=np.zeros(0, dtype=np.int64),
        states=states.astype(np.float16),
    )


@pytest.fixture
def states():
    return np.random.default_rng(5).normal(size=(len(OWNERS), 4)).round(2)


def test_the_first_row_is_the_sentence_as_it_is(states):
    encoding = _encoding(states)
    for sentence in range(3):
        row = Erasure(encoding).inputs(sentence, [])
        assert row[0] == pytest.approx(encoding.sentence_inputs()[sentence], abs=2e-3)


def test_an_erased_word_leaves_both_means(states):
    word = Word(Span(1, 3), 0, 1, 3)
    row = Erasure(_encoding(states)).inputs(0, [word])[1]
    mean, neighbour = states[0], states[3:5].mean(axis=0)
    assert row[:4] == pytest.approx(mean, abs=2e-3)
    assert row[4:] == pytest.approx((2 * mean + neighbour) / 3, abs=2e-3)


def test_a_word_that_is_the_whole_sentence_leaves_nothing(states):
    row = Erasure(_encoding(states)).inputs(2, [Word(Span(6, 7), 2, 6, 7)])[1]
    assert row.tolist() == [0.0] * 8


def test_states_are_needed(states):
    encoding = _encoding(states)
    encoding.states = None
    with pytest.raises(ValueError, match="states"):
        Erasure(encoding)
