"""Weights in 8 bits: one scale per block of a row, symmetric, so that zero stays zero.

Source: Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient
Integer-Arithmetic-Only Inference", section 2 (here weights only, range [-127, 127]);
blocks as in Dettmers et al. 2022, "8-bit Optimizers via Block-wise Quantization".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOP: Final = 127


def quantize(
    weight: NDArray[np.float32], block: int | None = None, top: int = _TOP
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return int8 weights ``[rows, columns]`` and float32 scales ``[rows, columns / block]``.

    Args:
        weight: The matrix.
        block: Columns that share a scale, a divisor of the columns; None: the whole row.
        top: The largest whole number on either side of zero, 127 at most.
    """
    rows, columns = weight.shape
    blocks = weight.reshape(rows, -1, block or columns)
    scale = np.abs(blocks).max(axis=2) / top
    # Below the smallest normal number a step is not exact, and the block as good as zero.
    scale = np.where(scale < np.finfo(np.float32).tiny, 1.0, scale).astype(np.float32)
    small = np.rint(blocks / scale[:, :, None]).astype(np.int8)
    return small.reshape(rows, columns), scale


def dequantize(weight: NDArray[np.int8], scale: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the float32 weights that both runtimes compute with."""
    rows, columns = weight.shape
    blocks = weight.reshape(rows, scale.shape[1], -1).astype(np.float32) * scale[:, :, None]
    return blocks.reshape(rows, columns)
