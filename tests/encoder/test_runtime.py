"""Which runtime is started, and what is refused before anything is loaded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from biascheck.encoder.persistence import load_model
from biascheck.encoder.runtime import require_precision, start_runtime
from biascheck.errors import ConfigError


@pytest.mark.parametrize(
    ("device", "precision", "kind"),
    [
        ("cpu", "float32", "OnnxRuntime"),
        ("cpu", "int8", "Int8Runtime"),
        ("torch", "float32", "TorchRuntime"),
    ],
)
def test_device_and_precision_choose(tiny_model, device, precision, kind):
    runtime = start_runtime(load_model(tiny_model), device, 1, precision)
    assert type(runtime).__name__ == kind
    assert runtime.precision == precision


def test_a_precision_that_is_not_known():
    with pytest.raises(ConfigError, match="unknown precision 'int9'") as caught:
        require_precision("int9", "cpu")
    assert "'int8'" in caught.value.hint


@pytest.mark.parametrize("device", ["cuda", "torch", "mps"])
def test_8_bits_are_of_the_cpu(device):
    with pytest.raises(ConfigError, match=device) as caught:
        require_precision("int8", device)
    assert "--precision" in caught.value.hint


def test_8_bits_are_not_for_checkpoints():
    with pytest.raises(ConfigError, match="checkpoint"):
        require_precision("int8", "cpu", checkpoint=True)


def test_8_bits_are_not_for_encoders_of_torch(tiny_model):
    files = load_model(tiny_model)
    other = replace(files, config={**files.config, "runtime": "torch"})
    with pytest.raises(ConfigError, match="runs on torch") as caught:
        start_runtime(other, precision="int8")
    assert caught.value.source == str(files.path)
