"""The encoder's graph with its matrix products in 8 bits.

Every row of an activation (one token) has a scale of its own, found when it is computed, and
every output of a weight matrix one that is found when the model is loaded. So a token's numbers
depend on its own text alone, whatever else is read in the same batch; DynamicQuantizeLinear,
which has one scale for the whole batch, would not keep that. Products are summed in integers;
attention's softmax, GELU, layer normalization and the residual stream stay float32.

Activations are unsigned with 128 for zero, which is the pair of types that processors have
instructions for. Rows and weights are symmetric around zero.

Source: Yao et al. 2022, "ZeroQuant: Efficient and Affordable Post-Training Quantization for
Large-Scale Transformers", section 4.1 (token-wise activations); Jacob et al. 2018.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.encoder.nodes import CONTRIBUTED, Nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

# The largest whole number that a quantized activation reaches, on either side of zero.
_TOP: Final = np.float32(127)
_ZERO: Final = np.uint8(128)
# Below the smallest activation that means anything; a row of zeros needs some scale.
_LEAST: Final = np.float32(1e-12)


def build_int8_graph(config: Mapping[str, Any]) -> bytes:
    """Return the serialized graph for a BERT configuration.

    Inputs and output are those of ``biascheck.encoder.graph.build_graph``, but for the mask:
    there is no padding, so all texts of a batch have one length. That lets ONNX Runtime compute
    attention in tiles that stay in the processor's cache, a tenth of the whole time less.

    The weights it declares are int8 ``NAME.weight`` ``[inputs, outputs]`` with float32
    ``NAME.weight.scale`` ``[outputs]``, and the rest in float32.
    """
    graph = _Int8Nodes(config)
    summed = graph.add("Add", ["vectors", "positions"], "summed")
    x = graph.normalize(graph.flat(summed), "embeddings.LayerNorm")
    for number in range(config["num_hidden_layers"]):
        x = _layer(graph, x, f"encoder.layer.{number}", config)
    graph.add("Reshape", [x, "shape"], "hidden")
    return graph.serialize(graph.width, masked=False)


def _layer(graph: _Int8Nodes, x: str, name: str, config: Mapping[str, Any]) -> str:
    inner = config["intermediate_size"]
    attention = f"{name}.attention"
    mixed = _attend(graph, x, attention, config["num_attention_heads"])
    x = graph.follow(mixed, x, f"{attention}.output", graph.width)
    wide = graph.product(graph.quantize(x, graph.width), f"{name}.intermediate.dense", inner)
    bias = graph.weight(f"{name}.intermediate.dense.bias", inner)
    active = graph.add("BiasGelu", [wide, bias], f"{name}.active", domain=CONTRIBUTED)
    return graph.follow(active, x, f"{name}.output", inner)


def _attend(graph: _Int8Nodes, x: str, name: str, heads: int) -> str:
    """Return the values that attention has mixed, a row per token; ``x`` is quantized once."""
    quantized = graph.quantize(x, graph.width)
    parts = [f"{name}.self.{part}" for part in ("query", "key", "value")]
    products = [graph.product(quantized, part, graph.width) for part in parts]
    shaped = [graph.add("Reshape", [it, "shape"], f"{it}.shaped") for it in products]
    biases = [graph.weight(f"{part}.bias", graph.width) for part in parts]
    bias = graph.add("Concat", biases, f"{name}.bias", axis=0)
    mixed = graph.add(
        "MultiHeadAttention",
        [*shaped, bias],
        f"{name}.mixed",
        domain=CONTRIBUTED,
        num_heads=heads,
    )
    return graph.flat(mixed)


class _Quantized:
    """Names of a quantized activation, uint8 ``[rows, inputs]``, and its scales ``[rows, 1]``."""

    def __init__(self, values: str, scales: str, inputs: int) -> None:
        self.values, self.scales, self.inputs = values, scales, inputs


class _Int8Nodes(Nodes):
    """Nodes over rows: one per token of the batch, so that each can have its own scale."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        self.width: int = config["hidden_size"]
        self._epsilon = config["layer_norm_eps"]
        for name, value in {
            "top": _TOP,
            "least": _LEAST,
            "zero": _ZERO,
            "one": np.float32(1),
            "all": np.array([-1]),
            "rows by width": np.array([-1, self.width]),
        }.items():
            self.constant(name, value)
        self.add("Shape", ["vectors"], "shape")
        self.add("Shape", ["vectors"], "batch and length", start=0, end=2)
        self.add("ReduceProd", ["batch and length"], "rows", axes=[0], keepdims=1)
        self.add("Expand", ["zero", "rows"], "zeros")

    def flat(self, x: str) -> str:
        """Return ``x`` with a row per token."""
        return self.add("Reshape", [x, "rows by width"], f"{x}.rows")

    def quantize(self, x: str, inputs: int) -> _Quantized:
        """Quantize each row by its own greatest absolute value."""
        high = self.add("ReduceMax", [x], f"{x}.high", axes=[1], keepdims=1)
        low = self.add("ReduceMin", [x], f"{x}.low", axes=[1], keepdims=1)
        below = self.add("Neg", [low], f"{x}.below")
        span = self.add("Max", [high, below, "least"], f"{x}.span")
        scales = self.add("Div", [span, "top"], f"{x}.scales")
        each = self.add("Reshape", [scales, "all"], f"{x}.scale.each")
        values = self.add("QuantizeLinear", [x, each, "zeros"], f"{x}.quantized", axis=0)
        return _Quantized(values, scales, inputs)

    def product(self, x: _Quantized, name: str, outputs: int) -> str:
        """Return ``x @ W`` in float32, without the bias."""
        weight = self.weight(f"{name}.weight", x.inputs, outputs, small=True)
        scale = self.weight(f"{name}.weight.scale", outputs)
        whole = self.add(
            "MatMulIntegerToFloat",
            [x.values, weight, "one", scale, "zero"],
            f"{name}.whole",
            domain=CONTRIBUTED,
        )
        return self.add("Mul", [whole, x.scales], f"{name}.product")

    def follow(self, x: str, residual: str, name: str, inputs: int) -> str:
        """Return the end of a block: a dense layer, the residual, layer normalization."""
        product = self.product(self.quantize(x, inputs), f"{name}.dense", self.width)
        bias = self.weight(f"{name}.dense.bias", self.width)
        biased = self.add("Add", [product, bias], f"{name}.biased")
        summed = self.add("Add", [biased, residual], f"{name}.summed")
        return self.normalize(summed, f"{name}.LayerNorm")

    def normalize(self, x: str, name: str) -> str:
        """Return ``x`` normalized by rows; the operation that also sums is slower than two."""
        weights = [self.weight(f"{name}.{part}", self.width) for part in ("weight", "bias")]
        return self.add(
            "LayerNormalization", [x, *weights], f"{name}.normal", axis=1, epsilon=self._epsilon
        )
