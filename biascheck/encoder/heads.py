"""Heads: small networks that read one level of the shared encoding.

A head is declared by the dimension that owns it (``HeadSpec``), trained in
``biascheck.training``, and applied here with numpy, so that scoring needs neither
torch nor one graph per dimension.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from biascheck.encoder.blas import on_one_thread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# What a head reads. "sentence" is the mean of the sentence's token vectors beside the
# mean over it and its neighbours in the paragraph; "unit" is the sentence's mean alone;
# "mention" is the mean of the mention's tokens beside the mean of the sentence it stands
# in; "axes" are the logits of the head of that name, from which the role is decided.
Level: TypeAlias = Literal["token", "unit", "sentence", "article", "mention", "axes"]
AXES = ("subjective", "attributed", "boilerplate")


def input_width(level: Level, width: int) -> int:
    """Return how many numbers a head of this level reads, for an encoder of ``width``."""
    if level == "axes":
        return len(AXES)
    return width * (2 if level in {"sentence", "mention"} else 1)


@dataclass(frozen=True, slots=True)
class HeadSpec:
    """The shape of one head.

    Attributes:
        name: Unique name; prefix of its weights in the model file.
        level: What it reads, see ``Level``.
        outputs: Names of its outputs, in order.
        hidden: Width of the hidden GELU layer; 0 for a linear head.
    """

    name: str
    level: Level
    outputs: tuple[str, ...]
    hidden: int = 0

    def shapes(self, width: int) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of each weight for an encoder of ``width`` dimensions."""
        inputs = input_width(self.level, width)
        n = len(self.outputs)
        if not self.hidden:
            return {f"{self.name}.out.weight": (n, inputs), f"{self.name}.out.bias": (n,)}
        return {
            f"{self.name}.hidden.weight": (self.hidden, inputs),
            f"{self.name}.hidden.bias": (self.hidden,),
            f"{self.name}.out.weight": (n, self.hidden),
            f"{self.name}.out.bias": (n,),
        }

    def fits(self, stored: HeadSpec | None) -> bool:
        """Return whether a stored head gives what this one declares.

        The width of the hidden layer is the stored head's own: it changes no meaning.
        """
        return stored is not None and (self.name, self.level, self.outputs) == (
            stored.name,
            stored.level,
            stored.outputs,
        )


def apply_head(
    spec: HeadSpec, weights: Mapping[str, NDArray[np.float32]], inputs: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the logits ``[n, len(spec.outputs)]`` for inputs ``[n, width of the level]``."""
    with on_one_thread():
        x = activations(spec, weights, inputs)
        logits: NDArray[np.float32] = (
            x @ weights[f"{spec.name}.out.weight"].T + weights[f"{spec.name}.out.bias"]
        )
    return logits


def activations(
    spec: HeadSpec, weights: Mapping[str, NDArray[np.float32]], inputs: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return what a head's last layer reads: its hidden layer, or the inputs of a linear head."""
    if not spec.hidden:
        return inputs
    return gelu(
        inputs @ weights[f"{spec.name}.hidden.weight"].T + weights[f"{spec.name}.hidden.bias"]
    )


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Gaussian error linear unit, tanh form.

    Source: Hendrycks, Gimpel 2016, "Gaussian Error Linear Units", eq. 2.
    """
    cube = x * x * x  # x**3 takes a hundred times as long and rounds by machine
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * cube)
    return np.asarray(np.float32(0.5) * x * (np.float32(1) + np.tanh(inner)), dtype=np.float32)


def sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logistic function, safe for large magnitudes."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Softmax over the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)
