"""The ONNX graph of a BERT encoder, built node by node; it holds no weights.

The weights are handed to ONNX Runtime when a session starts (``encoder.onnx_runtime``),
so that they exist once, in ``weights.safetensors``, for both runtimes. Word vectors are
looked up outside the graph, in their 8-bit table.

Source: Devlin et al. 2019 (BERT); post-layer-norm blocks with the exact GELU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPSET = 17
_CONTRIBUTED = "com.microsoft"


class _Graph:
    """Collects nodes and the declared weights."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: dict[str, tuple[int, ...]] = {}

    def add(self, operation: str, inputs: list[str], output: str, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output

    def weight(self, name: str, *shape: int) -> str:
        self.weights[name] = shape
        return name

    def linear(self, x: str, name: str, inputs: int, outputs: int) -> str:
        """``x @ W + b``; ``W`` is handed over transposed, ``[inputs, outputs]``."""
        product = self.add(
            "MatMul", [x, self.weight(f"{name}.weight", inputs, outputs)], f"{name}.product"
        )
        return self.add("Add", [product, self.weight(f"{name}.bias", outputs)], f"{name}.sum")

    def add_and_normalize(
        self, x: str, residual: str, name: str, width: int, epsilon: float
    ) -> str:
        inputs = [
            x,
            residual,
            self.weight(f"{name}.weight", width),
            self.weight(f"{name}.bias", width),
        ]
        return self.add(
            "SkipLayerNormalization",
            inputs,
            f"{name}.normal",
            domain=_CONTRIBUTED,
            epsilon=epsilon,
        )


def build_graph(config: Mapping[str, Any]) -> bytes:
    """Return the serialized graph for a BERT configuration.

    Inputs: ``vectors`` float32 ``[batch, length, width]`` (word vectors), ``positions``
    float32 ``[length, width]`` (position and segment vectors), ``mask`` int32
    ``[batch, length]``. Output: ``hidden`` float32 ``[batch, length, width]``.
    """
    from onnx import TensorProto, helper

    graph = _Graph()
    width, epsilon = config["hidden_size"], config["layer_norm_eps"]
    summed = graph.add("Add", ["vectors", "positions"], "summed")
    norm = "embeddings.LayerNorm"
    x = graph.add(
        "LayerNormalization",
        [summed, graph.weight(f"{norm}.weight", width), graph.weight(f"{norm}.bias", width)],
        f"{norm}.normal",
        axis=-1,
        epsilon=epsilon,
    )
    for number in range(config["num_hidden_layers"]):
        x = _layer(graph, x, f"encoder.layer.{number}", config)
    graph.add("Identity", [x], "hidden")
    shape = ["batch", "length", width]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [
                helper.make_tensor_value_info("vectors", TensorProto.FLOAT, shape),
                helper.make_tensor_value_info("positions", TensorProto.FLOAT, ["length", width]),
                helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "length"]),
            ],
            [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape)],
            [_declared(name, shape) for name, shape in graph.weights.items()],
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIBUTED, 1)],
        ir_version=9,
        producer_name="biascheck",
    )
    return bytes(model.SerializeToString())


def _layer(graph: _Graph, x: str, name: str, config: Mapping[str, Any]) -> str:
    width, inner = config["hidden_size"], config["intermediate_size"]
    epsilon = config["layer_norm_eps"]
    attention = f"{name}.attention"
    parts = [
        graph.linear(x, f"{attention}.self.{part}", width, width)
        for part in ("query", "key", "value")
    ]
    mixed = graph.add(
        "MultiHeadAttention",
        [*parts, "", "mask"],
        f"{attention}.mixed",
        domain=_CONTRIBUTED,
        num_heads=config["num_attention_heads"],
    )
    out = graph.linear(mixed, f"{attention}.output.dense", width, width)
    x = graph.add_and_normalize(out, x, f"{attention}.output.LayerNorm", width, epsilon)
    wide = graph.linear(x, f"{name}.intermediate.dense", width, inner)
    active = graph.add("Gelu", [wide], f"{name}.active", domain=_CONTRIBUTED)
    out = graph.linear(active, f"{name}.output.dense", inner, width)
    return graph.add_and_normalize(out, x, f"{name}.output.LayerNorm", width, epsilon)


def _declared(name: str, shape: tuple[int, ...]) -> Any:
    """Declare a weight that is handed over at session start."""
    from onnx import TensorProto

    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=list(shape))
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="weights.safetensors")
    return tensor
