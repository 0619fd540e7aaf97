"""The dimensions by name: the file name is the registry name, imported on first use.

Other packages add theirs by entry points, see ``biascheck.dimensions.plugins``; they run
only where they are asked for by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from biascheck.dimensions.dimension import OWN_PACKAGE, after, check_dimension
from biascheck.dimensions.plugins import AddedDimension, Plugin, find_plugins, missing_head
from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.encoder.heads import HeadSpec

# In the order in which they are decided: later ones may read earlier ones' results.
DIMENSIONS: Final = ("role", "genre", "sourcing", "loaded", "framing", "stance", "headline")
# Voice decides everything else, so these are always computed.
ALWAYS: Final = ("role", "sourcing")
# Stands for all built-in dimensions where others are asked for beside them.
ALL: Final = "all"


def load_dimension(name: str) -> Any:
    """Return the module of a dimension, see ``dimension.Dimension``.

    Raises:
        ConfigError: If there is none of this name, or the package that adds it is broken.
    """
    if name in DIMENSIONS:
        return import_module(f"biascheck.dimensions.{name}")
    plugin = find_plugin(name)
    module = plugin.load()
    taken = {head.name for head in all_heads()}
    check_dimension(name, module, package=plugin.package, taken=taken)
    return module


def find_plugin(name: str) -> Plugin:
    """Return the one package's entry that adds a dimension.

    Raises:
        ConfigError: If no package adds it, or two do.
    """
    plugins = find_plugins()
    found = [plugin for plugin in plugins if plugin.name == name]
    if not found:
        raise unknown_name("dimension", name, {*DIMENSIONS, *(it.name for it in plugins)})
    if len(found) > 1:
        raise _twice(name, found[0].package, found[1].package)
    return found[0]


def choose(names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the dimensions to compute for those asked for, in order.

    Args:
        names: The names; ``all`` stands for the built-in ones, and so does None.

    Raises:
        ConfigError: If a name is unknown or given by two packages, or a package is broken.
    """
    if names is None:
        return DIMENSIONS
    asked = dict.fromkeys(n for name in names for n in (DIMENSIONS if name == ALL else (name,)))
    for plugin in find_plugins():
        if plugin.name in DIMENSIONS and plugin.name in names:
            raise _twice(plugin.name, OWN_PACKAGE, plugin.package)
    order: list[str] = []
    for name in (*ALWAYS, *asked):
        _add(name, order, ())
    return (
        *(name for name in DIMENSIONS if name in order),
        *(name for name in order if name not in DIMENSIONS),
    )


def _add(name: str, order: list[str], waiting: tuple[str, ...]) -> None:
    """Append a dimension behind those whose results it reads."""
    if name in order:
        return
    if name in waiting:
        circle = " after ".join((*waiting[waiting.index(name) :], name))
        raise ConfigError(f"the dimensions wait for one another: {circle}.")
    for earlier in after(load_dimension(name)):
        _add(earlier, order, (*waiting, name))
    order.append(name)


def added_dimensions(
    names: Sequence[str], stored: Mapping[str, HeadSpec]
) -> tuple[AddedDimension, ...]:
    """Return those of the chosen dimensions that other packages add, in order.

    Args:
        names: What ``choose`` returned.
        stored: The model's heads by name.
    """
    added: dict[str, AddedDimension] = {}
    for name in names:
        if name in DIMENSIONS:
            continue
        module = load_dimension(name)
        reason = missing_head(name, module, stored)
        for earlier in after(module):
            if reason is None and earlier in added and added[earlier].reason is not None:
                reason = f"it reads the dimension {earlier!r}, but {added[earlier].reason}"
        added[name] = AddedDimension(find_plugin(name), module, reason)
    return tuple(added.values())


def all_heads() -> tuple[HeadSpec, ...]:
    """Return the heads of all built-in dimensions."""
    return tuple(head for name in DIMENSIONS for head in load_dimension(name).HEADS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A dimension in the list of all.

    Attributes:
        release: Version of its package; None for the built-in ones, which have ours.
        module: The module; None where it is broken.
        fault: Why it cannot be used; None if it can.
    """

    name: str
    package: str
    release: str | None
    module: Any | None
    fault: str | None = None


def list_dimensions() -> tuple[Entry, ...]:
    """Return every dimension that is installed, the broken ones too: built-in ones first."""
    own = [Entry(name, OWN_PACKAGE, None, load_dimension(name)) for name in DIMENSIONS]
    return (*own, *map(_entry, find_plugins()))


def _entry(plugin: Plugin) -> Entry:
    try:
        if plugin.name in DIMENSIONS:
            raise _twice(plugin.name, OWN_PACKAGE, plugin.package)
        module = load_dimension(plugin.name)
    except ConfigError as error:
        return Entry(plugin.name, plugin.package, plugin.release, None, str(error))
    return Entry(plugin.name, plugin.package, plugin.release, module)


def _twice(name: str, one: str, other: str) -> ConfigError:
    return ConfigError(
        f"the dimension {name!r} is given by two packages, {one} and {other}.",
        hint="Remove one of them.",
    )
