from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.corpus import shingles as module
from biascheck.corpus.shingles import LENGTH, Bands, jaccard, shingles

ROOT = Path(__file__).parents[2]
TEXTS = st.lists(st.sampled_from("abcdef"), max_size=40).map(" ".join)


def _sets(text):
    words = text.split()
    return {tuple(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}


@given(TEXTS, TEXTS)
def test_jaccard_is_that_of_the_sets_of_word_tuples(a, b):
    known, other = _sets(a), _sets(b)
    union = known | other
    expected = len(known & other) / len(union) if union else 0.0
    assert jaccard(shingles(a), shingles(b)) == pytest.approx(expected)
    assert len(shingles(a)) == len(known)


def test_punctuation_is_no_word_and_order_matters():
    assert np.array_equal(shingles("a, b: c d (e) f"), shingles("a b c d e f"))
    assert jaccard(shingles("a b c d e"), shingles("e d c b a")) == 0.0


def test_a_short_text_has_none():
    assert len(shingles("four words are few")) == 0
    assert len(shingles("")) == 0


def test_hashes_are_the_same_in_every_process():
    code = "from biascheck.corpus.shingles import shingles; print(shingles('a b c d e f').tolist())"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.parametrize(("threshold", "number"), [(0.5, 218), (0.8, 18), (1.0, 1)])
def test_number_of_bands(threshold, number):
    assert Bands.for_threshold(threshold).number == number


def test_keys_agree_as_the_banding_says():
    """Of pairs at the threshold hardly one is missed; of unlike ones few are compared."""
    generator = np.random.default_rng(0)
    bands = Bands.for_threshold(0.8)

    def share(similarity, pairs=300, size=400):
        met = 0
        shared = round(2 * size * similarity / (1 + similarity))
        for _ in range(pairs):
            drawn = generator.choice(2**32, 2 * size - shared, replace=False).astype(np.uint32)
            keys = [bands.keys(drawn[:size]), bands.keys(drawn[size - shared :])]
            met += bool(set(keys[0].tolist()) & set(keys[1].tolist()))
        return met / pairs

    assert share(0.8) >= 0.99
    assert share(0.3) == pytest.approx(1 - (1 - 0.3**5) ** 18, abs=0.05)
    assert share(0.1) <= 0.02


def test_a_long_text_is_hashed_in_portions(monkeypatch):
    found = shingles(" ".join(map(str, range(1000))))
    whole = Bands(18).keys(found)
    monkeypatch.setattr(module, "_PORTION", 7)
    assert np.array_equal(Bands(18).keys(found), whole)
