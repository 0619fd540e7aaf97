from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from biascheck.encoder.quantization import dequantize, quantize

FLOATS = st.floats(-100, 100, width=32)
MATRICES = st.integers(1, 5).flatmap(
    lambda rows: st.sampled_from([4, 8, 12]).flatmap(
        lambda columns: arrays(np.float32, (rows, columns), elements=FLOATS)
    )
)


@given(MATRICES, st.sampled_from([None, 2, 4]))
def test_rounding_error_is_at_most_half_a_step(matrix, block):
    small, scale = quantize(matrix, block)
    assert small.dtype == np.int8
    assert np.abs(small.astype(int)).max() <= 127
    steps = np.repeat(scale, matrix.shape[1] // scale.shape[1], axis=1)
    error = np.abs(dequantize(small, scale) - matrix)
    assert np.all(error <= 0.5 * steps * (1 + 1e-4) + 1e-7 * np.abs(matrix))


@given(MATRICES)
def test_zero_stays_zero(matrix):
    holes = matrix.copy()
    holes[:, ::2] = 0
    assert np.all(dequantize(*quantize(holes, 4))[:, ::2] == 0)


def test_a_row_of_zeros_has_a_scale():
    small, scale = quantize(np.zeros((2, 4), dtype=np.float32))
    assert np.all(scale > 0)
    assert not small.any()


def test_each_block_has_its_own_scale():
    matrix = np.array([[1, 2, 100, 200]], dtype=np.float32)
    _, scale = quantize(matrix, 2)
    assert scale == pytest.approx(np.array([[2 / 127, 200 / 127]]))
    assert quantize(matrix)[1].shape == (1, 1)


def test_the_largest_value_is_exact():
    matrix = np.array([[0.3, -1.27]], dtype=np.float32)
    assert dequantize(*quantize(matrix))[0, 1] == pytest.approx(-1.27)
