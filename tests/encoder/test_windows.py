from __future__ import annotations

from itertools import groupby, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from biascheck.encoder.tokens import NO_SENTENCE, Tokens
from biascheck.encoder.windows import plan_windows

LENGTHS = st.lists(st.integers(0, 40), max_size=30)


def _tokens(lengths, separators=()):
    owner = []
    for index, length in enumerate(lengths):
        if index in separators:
            owner.append(NO_SENTENCE)
        owner.extend([index] * length)
    n = np.arange(len(owner))
    return Tokens(n, n, n + 1, np.array(owner, dtype=np.int64), len(lengths))


def _units(tokens):
    position = 0
    for index, run in groupby(tokens.sentences.tolist()):
        length = len(list(run))
        yield index, position, position + length
        position += length


@st.composite
def plans(draw):
    lengths = draw(LENGTHS)
    tokens = _tokens(lengths, draw(st.sets(st.integers(1, 30))))
    size = draw(st.integers(4, 60))
    overlap = draw(st.integers(0, (size - 2) // 2))
    return tokens, size, overlap, plan_windows(tokens, size, overlap)


@given(plans())
def test_owned_ranges_tile_the_tokens(plan):
    tokens, _, _, windows = plan
    owned = [i for w in windows for i in range(w.own_start, w.own_end)]
    assert owned == list(range(len(tokens)))


@given(plans())
def test_no_window_is_longer_than_its_size_nor_owns_what_it_does_not_read(plan):
    _, size, _, windows = plan
    for window in windows:
        assert window.length <= size
        assert window.start <= window.own_start < window.own_end <= window.end


@given(plans())
def test_a_sentence_below_half_a_window_lies_whole_in_its_owner(plan):
    tokens, size, _, windows = plan
    for index, start, end in _units(tokens):
        if index == NO_SENTENCE or end - start > (size - 2) // 2:
            continue
        owners = [w for w in windows if w.own_start <= start < w.own_end]
        assert len(owners) == 1
        assert owners[0].own_end >= end
        assert owners[0].end >= end


@given(plans())
def test_neighbours_share_no_more_than_the_overlap(plan):
    _, _, overlap, windows = plan
    for one, other in pairwise(windows):
        assert 0 <= one.end - other.start <= overlap


def test_edges_have_context_on_both_sides():
    windows = plan_windows(_tokens([5] * 20), 42, 15)
    assert len(windows) > 2
    for one, other in pairwise(windows):
        assert other.start < other.own_start < one.end


def test_nothing_gives_no_window():
    assert plan_windows(_tokens([]), 64, 16) == ()


def test_a_short_document_is_one_window():
    (window,) = plan_windows(_tokens([4, 5, 6]), 64, 16)
    assert (window.start, window.end, window.own_start, window.own_end) == (0, 15, 0, 15)
    assert window.length == 17
