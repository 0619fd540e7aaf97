"""From a run to text: one file per output format, found by its file name.

A format is a module of this package with a function ``render(run)`` that returns the text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from biascheck.lint.finding import Run

FORMATS: Final = ("text", "json", "sarif", "github", "checkstyle")


class Render(Protocol):
    """Writes a run in one format."""

    def __call__(self, run: Run) -> str:
        """Return the text of the run; "" where there is nothing to say."""
        ...


def load_format(name: str) -> Render:
    """Return the function that writes the format of this name.

    Raises:
        ConfigError: No format has this name.
    """
    if name not in FORMATS:
        raise unknown_name("format", name, FORMATS)
    return cast("Render", import_module(f"{__name__}.{name}").render)
