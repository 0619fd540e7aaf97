"""The two runtimes compute the same from the same weights."""

from __future__ import annotations

import numpy as np
import pytest

from biascheck.encoder.onnx_runtime import OnnxRuntime
from biascheck.encoder.persistence import DEFAULT, installed_models, load_model
from biascheck.encoder.torch_runtime import TorchRuntime
from biascheck.errors import ConfigError


def _batch(vocabulary, width):
    generator = np.random.default_rng(5)
    ids = generator.integers(0, vocabulary, size=(3, width))
    mask = np.ones((3, width), dtype=np.bool_)
    for row, length in enumerate((width, width // 2, 2)):
        mask[row, length:] = False
    return ids, mask


def _difference(files, width):
    ids, mask = _batch(files.config["encoder"]["vocab_size"], width)
    one = OnnxRuntime(files, threads=1).run(ids, mask)
    other = TorchRuntime(files).run(ids, mask)
    assert one.shape == (3, width, files.config["encoder"]["hidden_size"])
    assert one.dtype == other.dtype == np.float32
    return float(np.abs(one - other)[mask].max())


def test_onnx_and_torch_agree(tiny_model):
    assert _difference(load_model(tiny_model), 40) < 1e-4


@pytest.mark.skipif(
    DEFAULT not in {path.name for path in installed_models()}, reason="no shipped model here"
)
def test_onnx_and_torch_agree_on_the_shipped_model():
    assert _difference(load_model(), 64) < 1e-4


def test_padding_does_not_change_what_is_read(tiny_model):
    runtime = OnnxRuntime(load_model(tiny_model), threads=1)
    ids, _ = _batch(400, 12)
    alone = runtime.run(ids[:1], np.ones((1, 12), dtype=np.bool_))
    wide = np.concatenate([ids[:1], np.zeros((1, 20), dtype=np.int64)], axis=1)
    mask = np.arange(32)[None, :] < 12
    assert runtime.run(wide, mask)[:, :12] == pytest.approx(alone, abs=1e-5)


def test_a_device_that_is_not_there(tiny_model):
    with pytest.raises(ConfigError, match="not available") as caught:
        TorchRuntime(load_model(tiny_model), "meteor")
    assert caught.value.hint
