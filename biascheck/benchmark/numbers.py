"""The numbers of a report, side by side with those of another report on the same text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from biascheck.types import Report, Stance

_UNKNOWN = float("nan")


def probabilities(report: Report) -> NDArray[np.float64]:
    """Return every probability and stance that the model gave, unrounded, in a fixed order.

    What is unknown is ``nan``. The scores follow from these and are left out: they count what
    was decided, so that they may leap where a probability crosses a threshold by a hair.
    """
    genre = report.genre.probabilities.values() if report.genre else ()
    frames = sorted(report.frames, key=lambda frame: frame.frame)
    stances = sorted(report.stances, key=lambda stance: stance.target)
    known = chain(
        chain.from_iterable(sentence_numbers(report)),
        genre,
        (frame.score for frame in frames),
        chain.from_iterable(_of_stance(stance) for stance in stances),
    )
    return np.array([_UNKNOWN if it is None else it for it in known], dtype=np.float64)


def sentence_numbers(report: Report) -> Iterator[list[float | None]]:
    """Yield the probabilities of each sentence: its roles, subjective, attributed, loaded."""
    for label in report.labels:
        others = (label.subjective, label.attributed, label.loaded)
        yield [*label.probabilities.values(), *others]


def _of_stance(stance: Stance) -> list[float | None]:
    known = stance.probabilities or {}
    return [stance.score, *(known.get(name) for name in ("positive", "neutral", "negative"))]


def greatest_difference(one: Report, other: Report) -> float:
    """Return by how much any number differs; infinite if one report knows what the other does not.

    Args:
        one: A report.
        other: Another one on the same text.
    """
    a, b = probabilities(one), probabilities(other)
    if a.shape != b.shape or not np.array_equal(np.isnan(a), np.isnan(b)):
        return float("inf")
    return float(np.nanmax(np.abs(a - b), initial=0.0))
