"""How many positions an encoder of the Hugging Face library reads."""

from __future__ import annotations

from typing import Any, Final

# Families that number positions from the padding id on, so that the first rows of their
# table are never read. Source: fairseq's make_positions, which their ports keep.
_FROM_PADDING: Final = ("roberta", "camembert", "mpnet", "longformer", "esm")
_USUAL: Final = 512


def readable_positions(config: Any) -> int:
    """Return the tokens that a window may have, marks included.

    Args:
        config: A transformers configuration.
    """
    rows = getattr(config, "max_position_embeddings", None)
    if not isinstance(rows, int) or rows <= 0:
        return _USUAL
    if any(name in config.model_type for name in _FROM_PADDING):
        return rows - int(getattr(config, "pad_token_id", None) or 0) - 1
    return rows
