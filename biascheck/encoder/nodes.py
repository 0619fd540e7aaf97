"""Collects the nodes of an ONNX graph and the weights that it declares and does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

OPSET: Final = 17
# The domain of ONNX Runtime's own operations.
CONTRIBUTED: Final = "com.microsoft"


class Nodes:
    """A graph of the encoder as it grows, operation by operation.

    Values are known by name. The weights are handed to ONNX Runtime when a session starts.
    """

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def add(self, operation: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """Add an operation; return the name of its output."""
        from onnx import helper

        self._nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output

    def weight(self, name: str, *shape: int, small: bool = False) -> str:
        """Declare a weight, float32 or (small) int8; return its name."""
        from onnx import TensorProto

        kind = TensorProto.INT8 if small else TensorProto.FLOAT
        tensor = TensorProto(name=name, data_type=kind, dims=list(shape))
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="weights.safetensors")
        self._weights.append(tensor)
        return name

    def constant(self, name: str, value: Any) -> str:
        """Hold a small numpy array or scalar in the graph; return its name."""
        from onnx import numpy_helper

        self._weights.append(numpy_helper.from_array(value, name))
        return name

    def serialize(self, width: int, *, masked: bool = True) -> bytes:
        """Return the graph from ``vectors``, ``positions`` and perhaps ``mask`` to ``hidden``.

        Args:
            width: Of the hidden states.
            masked: Whether there is padding, which the mask tells from text.
        """
        from onnx import TensorProto, helper

        kinds: dict[str, tuple[int, list[str | int | None]]] = {
            "vectors": (TensorProto.FLOAT, ["batch", "length", width]),
            "positions": (TensorProto.FLOAT, ["length", width]),
            "mask": (TensorProto.INT32, ["batch", "length"]),
            "hidden": (TensorProto.FLOAT, ["batch", "length", width]),
        }
        infos = {name: helper.make_tensor_value_info(name, *it) for name, it in kinds.items()}
        output = infos.pop("hidden")
        if not masked:
            del infos["mask"]
        model = helper.make_model(
            helper.make_graph(
                self._nodes, "encoder", list(infos.values()), [output], self._weights
            ),
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)],
            ir_version=9,
            producer_name="biascheck",
        )
        return bytes(model.SerializeToString())
