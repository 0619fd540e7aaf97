"""Products in 8 bits: near the exact ones, and the same in any company."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import erf, softmax

from biascheck.encoder import int8_runtime
from biascheck.encoder.graph_int8 import build_int8_graph
from biascheck.encoder.int8_runtime import (
    GRAPHS,
    TOP,
    Int8Runtime,
    find_graph,
    graph_name,
    int8_matrices,
)
from biascheck.encoder.onnx_runtime import OnnxRuntime, VectorTable, encoder_matrices
from biascheck.encoder.persistence import load_model
from biascheck.errors import ModelError


@pytest.fixture(scope="module")
def files(tiny_model):
    return load_model(tiny_model)


def _texts(files, *lengths):
    generator = np.random.default_rng(5)
    ids = generator.integers(0, files.config["encoder"]["vocab_size"], (len(lengths), max(lengths)))
    mask = np.arange(max(lengths)) < np.array(lengths)[:, None]
    return ids, mask


def test_a_text_has_the_same_numbers_alone_and_among_others(files):
    runtime = Int8Runtime(files, threads=1)
    ids, mask = _texts(files, 40, 17, 40, 2, 17, 31)
    together = runtime.run(ids, mask)
    for row, length in enumerate(mask.sum(axis=1)):
        alone = runtime.run(ids[row : row + 1, :length], mask[row : row + 1, :length])
        assert together[row, :length] == pytest.approx(alone[0], abs=1e-5)
        assert not together[row, length:].any()


def test_more_threads_compute_the_same(files):
    ids, mask = _texts(files, 40, 40, 12)
    one, two = (Int8Runtime(files, threads=n).run(ids, mask) for n in (1, 2))
    assert one == pytest.approx(two, abs=1e-5)


def test_it_computes_what_its_description_says(files):
    ids, mask = _texts(files, 30, 30)
    found = Int8Runtime(files, threads=1).run(ids, mask)
    exact = OnnxRuntime(files, threads=1).run(ids, mask)
    expected = _Reference(files).run(ids)
    # A value between two steps may fall to either side; what is left is far below a step.
    assert np.abs(found - expected).mean() < 0.05 * np.abs(found - exact).mean()


class _Reference:
    """The encoder in numpy: matrix products of rounded rows with rounded columns."""

    def __init__(self, files):
        self.weights = encoder_matrices(files)
        self.table = VectorTable(files)
        self.config = files.config["encoder"]

    def run(self, ids):
        inputs = self.table.look_up(ids)
        x = self._normal(inputs["vectors"] + inputs["positions"], "embeddings.LayerNorm")
        for number in range(self.config["num_hidden_layers"]):
            x = self._layer(x, f"encoder.layer.{number}")
        return x

    def _layer(self, x, name):
        own = f"{name}.attention.self"
        mixed = self._attend(*(self._dense(x, f"{own}.{p}") for p in ("query", "key", "value")))
        out = self._dense(mixed, f"{name}.attention.output.dense")
        x = self._normal(out + x, f"{name}.attention.output.LayerNorm")
        wide = self._dense(x, f"{name}.intermediate.dense")
        active = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
        return self._normal(
            self._dense(active, f"{name}.output.dense") + x, f"{name}.output.LayerNorm"
        )

    def _attend(self, *parts):
        heads = self.config["num_attention_heads"]
        query, key, value = (np.stack(np.split(part, heads, axis=2)) for part in parts)
        scores = query @ key.swapaxes(2, 3) / np.sqrt(query.shape[3])
        return np.concatenate(list(softmax(scores, axis=3) @ value), axis=2)

    def _dense(self, x, name):
        weight = _rounded(self.weights[f"{name}.weight"], TOP, axis=0)
        return _rounded(x, 127, axis=-1) @ weight + self.weights[f"{name}.bias"]

    def _normal(self, x, name):
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.config["layer_norm_eps"])
        return centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def _rounded(x, top, axis):
    step = np.abs(x).max(axis=axis, keepdims=True) / np.float32(top)
    return np.rint(x / step) * step


def test_a_row_of_zeros_stays_finite(files):
    silent = {
        name: np.zeros_like(value) if name.startswith("embeddings.") else value
        for name, value in files.weights.items()
    }
    ids, mask = _texts(files, 5)
    hidden = Int8Runtime(replace(files, weights=silent), threads=1).run(ids, mask)
    assert np.isfinite(hidden).all()


def test_two_products_fit_what_the_least_processors_add_them_in(files):
    matrices = {n: v for n, v in int8_matrices(files).items() if v.dtype == np.int8}
    assert len(matrices) == 6 * files.config["encoder"]["num_hidden_layers"]
    assert max(np.abs(v.astype(int)).max() for v in matrices.values()) == TOP
    assert 2 * 255 * TOP < 2**15


def test_each_output_has_its_scale(files):
    exact, small = encoder_matrices(files), int8_matrices(files)
    for name, value in exact.items():
        if value.ndim == 2:
            scale = small[f"{name}.scale"]
            assert scale.shape == (value.shape[1],)
            assert np.all(np.abs(small[name] * scale - value) <= 0.5001 * scale)
        else:
            assert small[name] is value or np.array_equal(small[name], value)


def test_the_graph_of_the_shipped_model_is_the_one_that_would_be_built():
    import onnx

    config = load_model().config["encoder"]
    stored = (GRAPHS / graph_name(config)).read_bytes()
    assert onnx.load_from_string(stored) == onnx.load_from_string(build_int8_graph(config))
    assert find_graph(config, "here") == stored


def test_another_shape_without_the_package_that_builds_graphs(files, monkeypatch):
    monkeypatch.setattr(int8_runtime, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="graph of the encoder's shape") as caught:
        Int8Runtime(files)
    assert "pip install onnx" in caught.value.hint
    assert str(files.path) in str(caught.value)


def test_shapes_and_epsilons_have_graphs_of_their_own(files):
    config = files.config["encoder"]
    names = {graph_name({**config, key: config[key] * 2}) for key in config if key in _SHAPE}
    assert len({*names, graph_name(config)}) == 1 + len(_SHAPE)


_SHAPE = {
    "num_hidden_layers",
    "hidden_size",
    "intermediate_size",
    "num_attention_heads",
    "layer_norm_eps",
}
