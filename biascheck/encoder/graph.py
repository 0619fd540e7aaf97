"""The ONNX graph of a BERT encoder, built node by node; it holds no weights.

The weights are handed to ONNX Runtime when a session starts (``encoder.onnx_runtime``),
so that they exist once, in ``weights.safetensors``, for both runtimes. Word vectors are
looked up outside the graph, in their 8-bit table.

Source: Devlin et al. 2019 (BERT); post-layer-norm blocks with the exact GELU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biascheck.encoder.nodes import CONTRIBUTED, Nodes

if TYPE_CHECKING:
    from collections.abc import Mapping


def build_graph(config: Mapping[str, Any]) -> bytes:
    """Return the serialized graph for a BERT configuration.

    Inputs: ``vectors`` float32 ``[batch, length, width]`` (word vectors), ``positions``
    float32 ``[length, width]`` (position and segment vectors), ``mask`` int32
    ``[batch, length]``. Output: ``hidden`` float32 ``[batch, length, width]``.
    """
    graph = Nodes()
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
    return graph.serialize(width)


def _layer(graph: Nodes, x: str, name: str, config: Mapping[str, Any]) -> str:
    width, inner = config["hidden_size"], config["intermediate_size"]
    epsilon = config["layer_norm_eps"]
    attention = f"{name}.attention"
    parts = [
        _linear(graph, x, f"{attention}.self.{part}", width, width)
        for part in ("query", "key", "value")
    ]
    mixed = graph.add(
        "MultiHeadAttention",
        [*parts, "", "mask"],
        f"{attention}.mixed",
        domain=CONTRIBUTED,
        num_heads=config["num_attention_heads"],
    )
    out = _linear(graph, mixed, f"{attention}.output.dense", width, width)
    x = _add_and_normalize(graph, out, x, f"{attention}.output.LayerNorm", width, epsilon)
    wide = _linear(graph, x, f"{name}.intermediate.dense", width, inner)
    active = graph.add("Gelu", [wide], f"{name}.active", domain=CONTRIBUTED)
    out = _linear(graph, active, f"{name}.output.dense", inner, width)
    return _add_and_normalize(graph, out, x, f"{name}.output.LayerNorm", width, epsilon)


def _linear(graph: Nodes, x: str, name: str, inputs: int, outputs: int) -> str:
    """``x @ W + b``; ``W`` is handed over transposed, ``[inputs, outputs]``."""
    weight = graph.weight(f"{name}.weight", inputs, outputs)
    product = graph.add("MatMul", [x, weight], f"{name}.product")
    return graph.add("Add", [product, graph.weight(f"{name}.bias", outputs)], f"{name}.sum")


def _add_and_normalize(
    graph: Nodes, x: str, residual: str, name: str, width: int, epsilon: float
) -> str:
    weights = [graph.weight(f"{name}.{part}", width) for part in ("weight", "bias")]
    return graph.add(
        "SkipLayerNormalization",
        [x, residual, *weights],
        f"{name}.normal",
        domain=CONTRIBUTED,
        epsilon=epsilon,
    )
