"""The dimensions by name: the file name is the registry name, imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.encoder.heads import HeadSpec

# In the order in which they are decided: later ones may read earlier ones' results.
DIMENSIONS = ("role", "genre", "sourcing", "loaded", "framing", "stance", "headline")
# Voice decides everything else, so these are always computed.
ALWAYS = ("role", "sourcing")


def load_dimension(name: str) -> Any:
    """Return the module of a dimension.

    Raises:
        ConfigError: If there is none of this name.
    """
    if name not in DIMENSIONS:
        raise unknown_name("dimension", name, DIMENSIONS)
    return import_module(f"biascheck.dimensions.{name}")


def choose(names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the dimensions to compute for those asked for (None: all), in order.

    Raises:
        ConfigError: If a name is unknown.
    """
    if names is None:
        return DIMENSIONS
    for name in names:
        load_dimension(name)
    wanted = {*names, *ALWAYS, *(("loaded",) if "headline" in names else ())}
    return tuple(name for name in DIMENSIONS if name in wanted)


def all_heads() -> tuple[HeadSpec, ...]:
    """Return the heads of all dimensions."""
    return tuple(head for name in DIMENSIONS for head in load_dimension(name).HEADS)
