"""Dimensions of other packages: found by their entry points, run beside the built-in ones.

A package adds a dimension by an entry point in the group ``biascheck.dimensions``, whose
name is the dimension's and whose value is its module. Source: the entry points
specification of the Python Packaging User Guide.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import ConfigError
from biascheck.types import DimensionResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.dimensions.context import Context
    from biascheck.encoder.heads import HeadSpec

GROUP: Final = "biascheck.dimensions"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A dimension that another package says it has.

    Attributes:
        name: The dimension's name.
        module: Dotted name of its module, not imported yet.
        package: Name of the package.
        release: The package's version.
    """

    name: str
    module: str
    package: str
    release: str

    def load(self) -> Any:
        """Import the module.

        Raises:
            ConfigError: It cannot be imported, whatever the reason; names the package.
        """
        try:
            return import_module(self.module)
        except Exception as error:
            raise ConfigError(
                f"the dimension {self.name!r} of the package {self.package} cannot be imported "
                f"({type(error).__name__}: {error}).",
                hint="Update or remove the package.",
            ) from error


def find_plugins() -> tuple[Plugin, ...]:
    """Return what the installed packages add, by name and then package; nothing is imported."""
    return _scan(tuple(sys.path))


@cache
def _scan(_path: tuple[str, ...]) -> tuple[Plugin, ...]:
    # Looking into every package costs .06 s, and a run asks several times.
    found = [
        Plugin(
            name=entry.name,
            module=entry.value,
            package=entry.dist.name if entry.dist else "(unknown)",
            release=entry.dist.version if entry.dist else "(unknown)",
        )
        for entry in entry_points(group=GROUP)
    ]
    return tuple(sorted(found, key=lambda plugin: (plugin.name, plugin.package)))


@dataclass(frozen=True, slots=True)
class AddedDimension:
    """A dimension of another package, ready to run with one model.

    ``reason`` says why it cannot run with this model, None if it can.
    """

    plugin: Plugin
    module: Any
    reason: str | None

    def annotate(self, context: Context) -> DimensionResult:
        """Run it on one article and keep what it found for later dimensions.

        It is not our code, so whatever it raises becomes a reason in the report.
        """
        if self.reason is not None:
            return self._result(None, self.reason)
        try:
            found = self.module.annotate(context)
            values = _json_values(self.module.to_dict(found))
        except Exception as error:  # noqa: BLE001 - one dimension must not end the others
            kind = type(error).__name__
            return self._result(None, f"it failed on this article ({kind}: {error})")
        context.results[self.plugin.name] = found
        return self._result(values, None)

    def _result(self, values: dict[str, Any] | None, reason: str | None) -> DimensionResult:
        package = f"{self.plugin.package} {self.plugin.release}"
        return DimensionResult(self.module.VERSION, package, values, reason)


def missing_head(name: str, module: Any, stored: Mapping[str, HeadSpec]) -> str | None:
    """Return why a model with these heads cannot run a dimension, and what to do; or None."""
    for spec in module.HEADS:
        if not spec.fits(stored.get(spec.name)):
            return (
                f"the model has no head {spec.name!r} of the shape this dimension reads; "
                f"fit one with: biascheck adapt LABELS --dimension {name}"
            )
    return None


def _json_values(values: Any) -> dict[str, Any]:
    """Return the values as JSON would give them back.

    Raises:
        TypeError: They are no mapping, or hold something that JSON has not.
        ValueError: A number is not finite.
    """
    if not isinstance(values, dict):
        raise TypeError(f"to_dict returned {type(values).__name__}, not a dict")
    read: dict[str, Any] = json.loads(json.dumps(values, allow_nan=False))
    return read
