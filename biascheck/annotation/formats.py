"""The annotation tools by name; a tool's module is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from biascheck.errors import unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biascheck.annotation.task import Annotated, Task, Unusable

TOOLS: Final = {"label-studio": "label_studio", "doccano": "doccano"}


class Tool(Protocol):
    """What a module of a tool offers."""

    def write(self, tasks: Iterable[Task]) -> Iterator[str]:
        """Yield the file that the tool imports."""

    def config(self) -> str:
        """Return the tool's labelling configuration."""

    def read(self, path: Path) -> Iterator[Annotated | Unusable]:
        """Yield what the items of the tool's export have become."""


def find_tool(name: str) -> Tool:
    """Return the module of a tool.

    Raises:
        ConfigError: There is none of this name.
    """
    if name not in TOOLS:
        raise unknown_name("annotation tool", name, TOOLS)
    return cast("Tool", import_module(f"biascheck.annotation.{TOOLS[name]}"))
