from __future__ import annotations

import numpy as np
import pytest

from biascheck.dimensions.registry import all_heads
from biascheck.encoder.heads import AXES, HeadSpec, apply_head, input_width, sigmoid, softmax

WIDTH = 16


@pytest.mark.parametrize("spec", all_heads(), ids=lambda spec: spec.name)
def test_numpy_and_torch_agree(spec):
    import torch

    from biascheck.training.network import Head

    torch.manual_seed(3)
    head = Head(spec, WIDTH, dropout=0.5).eval()
    weights = {f"{spec.name}.{k}": v.numpy() for k, v in head.state_dict().items()}
    assert {k: v.shape for k, v in weights.items()} == spec.shapes(WIDTH)
    inputs = np.random.default_rng(1).normal(size=(7, input_width(spec.level, WIDTH)))
    inputs = (4 * inputs).astype(np.float32)
    with torch.no_grad():
        expected = head(torch.from_numpy(inputs)).numpy()
    assert apply_head(spec, weights, inputs) == pytest.approx(expected, abs=1e-5)


def test_a_linear_head_is_a_matrix_product():
    spec = HeadSpec("plain", "token", ("a", "b"))
    weights = {
        "plain.out.weight": np.array([[1, 0], [0, 2]], dtype=np.float32),
        "plain.out.bias": np.array([0.5, 0], dtype=np.float32),
    }
    out = apply_head(spec, weights, np.array([[3, 4]], dtype=np.float32))
    assert out.tolist() == [[3.5, 8.0]]


def test_levels_read_what_they_say():
    assert input_width("token", 8) == input_width("unit", 8) == input_width("article", 8) == 8
    assert input_width("sentence", 8) == input_width("mention", 8) == 16
    assert input_width("axes", 8) == len(AXES)


def test_names_of_heads_are_unique():
    names = [spec.name for spec in all_heads()]
    assert len(names) == len(set(names))


def test_sigmoid_and_softmax_are_safe_for_large_values():
    x = np.array([-1e4, 0, 1e4], dtype=np.float32)
    assert sigmoid(x).tolist() == [0.0, 0.5, 1.0]
    assert softmax(x) == pytest.approx([0, 0, 1])
    assert softmax(np.zeros((2, 4), dtype=np.float32)) == pytest.approx(0.25)
