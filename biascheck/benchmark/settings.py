"""What a user may set for a benchmark; each reads what concerns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How to measure. What is None or empty is the benchmark's own choice.

    Attributes:
        folder: A writable folder for what is generated; the caller removes it.
        repeats: Runs or rounds of each side; the median counts.
        words: Lengths of articles.
        articles: How many articles.
        seconds: How long to measure.
        model: Name or folder of a model; None: the shipped one.
    """

    folder: Path
    repeats: int | None = None
    words: tuple[int, ...] = ()
    articles: int | None = None
    seconds: float | None = None
    model: str | None = None

    @property
    def model_option(self) -> tuple[str, ...]:
        """The model as a command takes it; empty for the shipped one."""
        return ("--model", self.model) if self.model else ()
