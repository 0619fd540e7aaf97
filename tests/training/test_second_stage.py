"""What every head of the second stage reads with, and from."""

from __future__ import annotations

import numpy as np
import pytest

from biascheck.training.second_stage import SecondStage, evenly


@pytest.fixture
def stage(tiny_model, corpora):
    def make(*, bfloat16=False, mixture=("gold",)):
        return SecondStage(tiny_model, corpora, frozenset(mixture), 1, bfloat16, lambda _: None)

    return make


def test_half_precision_reads_almost_the_same(stage):
    documents = [example.document for example in stage().ours()]

    def vectors(*, bfloat16):
        contexts = stage(bfloat16=bfloat16).reader("role").contexts(documents)
        return np.concatenate([context.encoding.sentences for context in contexts])

    whole, half = vectors(bfloat16=False), vectors(bfloat16=True)
    assert not np.array_equal(whole, half)
    # bfloat16 has 8 bits of precision.
    assert np.abs(whole - half).max() < 0.05 * np.abs(whole).max()


def test_silver_is_ours_where_the_recipe_names_it(stage):
    assert {e.corpus for e in stage(mixture=("gold", "silver")).ours()} == {"gold", "silver"}
    assert {e.corpus for e in stage().ours()} == {"gold"}


@pytest.mark.parametrize(
    ("most", "expected"), [(10, [0, 1, 2, 3, 4]), (5, [0, 1, 2, 3, 4]), (3, [0, 2, 4]), (1, [0])]
)
def test_evenly(most, expected):
    assert evenly(range(5), most) == expected
