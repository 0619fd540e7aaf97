"""The gate: an audit's figures may not grow beyond those pinned in a file.

A pin belongs to a model and to the texts it was measured on. Other texts must be pinned
anew; another model is held against the same pins, that is what they are for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.atomic import atomic
from biascheck.errors import DataError
from biascheck.evaluation.audit.bounds import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from biascheck.evaluation.audit.result import Audit

FORMAT: Final = "biascheck.audit-pins/1"
# Whole-number kernels differ between processors by a few thousandths of a probability,
# which tips labels that stand near their threshold. A figure has grown when it passes
# its pin by more than the larger of the two.
ABSOLUTE: Final = 0.003
RELATIVE: Final = 0.1
_DIGITS: Final = 4
_REPIN: Final = "Pin anew with: biascheck audit --update FILE."


@dataclass(frozen=True, slots=True)
class Pins:
    """Pinned figures.

    Attributes:
        figures: Figure to its value; of every one, higher is worse.
        fingerprint: SHA-256 of the texts it was measured on.
        model_sha256: Checksum of the model it was measured with.
    """

    figures: Mapping[str, float | None]
    fingerprint: str
    model_sha256: str


@dataclass(frozen=True, slots=True)
class Growth:
    """A figure that stands above its pin; ``now`` None where it is no longer defined."""

    name: str
    pin: float | None
    now: float | None

    def __str__(self) -> str:
        was, now = ("undefined" if v is None else f"{v:.4f}" for v in (self.pin, self.now))
        return f"{self.name} grew from {was} to {now}."


def read_pins(path: Path) -> Pins:
    """Read a file of pins.

    Raises:
        DataError: If there is none or it is no file of pins.
    """
    try:
        return _parse(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise DataError("no such file.", source=str(path), hint=_REPIN) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"this is no file of pins ({error}).", source=str(path)) from error


def _parse(found: Any) -> Pins:
    if found["format"] != FORMAT:
        raise ValueError(f"format {found['format']!r} instead of {FORMAT!r}")
    return Pins(
        figures={str(k): None if v is None else float(v) for k, v in found["figures"].items()},
        fingerprint=str(found["pairs_sha256"]),
        model_sha256=str(found["model"]["sha256"]),
    )


def check(audit: Audit, pins: Pins) -> tuple[Growth, ...]:
    """Return the figures that grew beyond their pin and the tolerance.

    Raises:
        DataError: If the pins were made on other texts.
    """
    if audit.fingerprint != pins.fingerprint:
        raise DataError("the pins were made on other texts.", hint=_REPIN)
    return tuple(
        growth
        for growth in _grown(audit, pins)
        if growth.now is None or growth.pin is None or growth.now > allowed(growth.pin)
    )


def allowed(pin: float) -> float:
    """Return the largest value that passes a pin."""
    return pin + max(ABSOLUTE, RELATIVE * pin)


def raised(audit: Audit, pins: Pins) -> tuple[Growth, ...]:
    """Return the pins that this audit would raise, tolerance or not."""
    return tuple(_grown(audit, pins))


def _grown(audit: Audit, pins: Pins) -> list[Growth]:
    """Return the figures above their pin, and those that are undefined but once were not."""
    now = {name: _rounded(value) for name, value in audit.figures().items()}
    return [
        Growth(name, pin, now.get(name))
        for name, pin in pins.figures.items()
        if _above(pin, now.get(name))
    ]


def _above(pin: float | None, now: float | None) -> bool:
    if pin is None or now is None:
        return pin is not None
    return now > pin


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def write_pins(audit: Audit, path: Path) -> None:
    """Write the audit's figures as pins, whole or not at all.

    Raises:
        OutputError: If the file cannot be written.
    """
    pins: dict[str, Any] = {
        "format": FORMAT,
        "model": {
            "name": audit.model.name,
            "version": audit.model.version,
            "sha256": audit.model.sha256,
        },
        "pairs_sha256": audit.fingerprint,
        "tolerance": {"absolute": ABSOLUTE, "relative": RELATIVE},
        "bounds": BOUNDS,
        "figures": {name: _rounded(value) for name, value in audit.figures().items()},
    }
    with atomic(path) as file:
        file.write((json.dumps(pins, indent=1) + "\n").encode())
