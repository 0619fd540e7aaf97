"""Where the bars of the charts stand, in the units of their drawings.

A frame's bar is drawn on 0 to 100, a stance's on -100 to 100 around neutral. Only
shapes are computed here; every number also stands in words beside its bar.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle that starts at ``x`` and is ``width`` long."""

    x: float
    width: float


def share(value: float) -> Bar:
    """Return the bar of a share or probability in [0, 1], on 0 to 100."""
    return Bar(0.0, round(100 * min(1.0, max(0.0, value)), 1))


def diverging(value: float | None) -> Bar | None:
    """Return the bar of a stance in [-1, 1], on -100 to 100; None where it is unknown."""
    if value is None:
        return None
    length = round(100 * max(-1.0, min(1.0, value)), 1)
    return Bar(min(0.0, length), abs(length))
