"""What the shipped model must keep: the bounds of its change when only a name changes.

Source: this project's requirement. A probability may move by .02 on average, 2 % of the
labels and 4 % of the stances may flip, and the false-positive rates of outlets of
different lean may differ by 3 points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BOUNDS: Final[dict[str, float]] = {
    "sentence.opinion.mean": 0.02,
    "sentence.loaded.mean": 0.02,
    "sentence.role.flips": 0.02,
    "sentence.loaded.flips": 0.02,
    "sentence.stance.flips": 0.04,
    "article.opinion.mean": 0.02,
    "article.loaded.mean": 0.02,
    "article.role.flips": 0.02,
    "article.loaded_words.flips": 0.02,
    "article.genre.flips": 0.02,
    "article.frames.flips": 0.02,
    "article.stance.flips": 0.04,
}
LEAN_BOUND: Final = 0.03


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside its bound; ``value`` None where it is undefined."""

    name: str
    value: float | None
    bound: float

    @property
    def kept(self) -> bool:
        """Whether the figure is known and within its bound."""
        return self.value is not None and self.value <= self.bound

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"name": self.name, "value": self.value, "bound": self.bound, "kept": self.kept}


def verdicts(figures: Mapping[str, float | None]) -> tuple[Verdict, ...]:
    """Return each bound with the figure it binds."""
    return tuple(Verdict(name, figures.get(name), bound) for name, bound in BOUNDS.items())
