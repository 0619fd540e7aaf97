"""How much room and which means a reader has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Colour: TypeAlias = Literal["standard", "256", "truecolor"]

# The narrowest page on which the tables still hold a word per column.
MIN_WIDTH: Final = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """The page that a report is written for.

    Attributes:
        width: Characters per line, at least ``MIN_WIDTH`` (less is raised to it).
        colour: Which colours the terminal shows; None for none, and no styles either.
        summary: Stop after the first screen.
        several: The reports belong to several inputs (JSON: write an array).
        ascii_only: Replace drawing characters and typographic marks of our own.
    """

    width: int = 80
    colour: Colour | None = None
    summary: bool = False
    several: bool = False
    ascii_only: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max(MIN_WIDTH, self.width))
