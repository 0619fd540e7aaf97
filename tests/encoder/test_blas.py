"""Products on one thread, and only while they are asked for."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from biascheck.encoder.blas import on_one_thread
from biascheck.encoder.heads import HeadSpec, apply_head


def _threads():
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_the_limit_holds_inside_and_is_taken_back():
    before = _threads()
    with on_one_thread():
        assert set(_threads()) <= {1}
    assert _threads() == before


def test_an_error_takes_it_back_too():
    before = _threads()
    with pytest.raises(ValueError, match="shapes"), on_one_thread():
        raise ValueError("shapes do not fit")
    assert _threads() == before


def test_heads_multiply_on_one_thread():
    seen = []

    class Watched(np.ndarray):
        def __matmul__(self, other):
            seen.extend(_threads())
            return np.asarray(self) @ np.asarray(other)

    spec = HeadSpec("axis", "unit", ("yes",))
    weights = {"axis.out.weight": np.ones((1, 4), np.float32), "axis.out.bias": np.ones(1)}
    inputs = np.ones((3, 4), dtype=np.float32).view(Watched)
    assert apply_head(spec, weights, inputs).tolist() == [[5.0]] * 3
    assert set(seen) <= {1}
