"""From a report to text: one file per output format, found by its file name.

A format is a module of this package with a function ``render(reports, layout)``
that yields text as the reports come. This package knows the words of the field
(errors, labels, types) and nothing of how a report came about.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.render.layout import Layout
    from biascheck.types import Report

FORMATS: Final = ("html", "json", "jsonl", "markdown", "terminal")


class Render(Protocol):
    """Writes reports in one format, as text that is complete once joined."""

    def __call__(self, reports: Iterable[Report], layout: Layout) -> Iterator[str]:
        """Yield the text of the reports, in their order."""
        ...


def load(name: str) -> Render:
    """Return the function that writes the format of this name.

    Raises:
        ConfigError: No format has this name.
    """
    if name not in FORMATS:
        raise unknown_name("format", name, FORMATS)
    return cast("Render", import_module(f"{__name__}.{name}").render)
