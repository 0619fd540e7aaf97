"""The declaration of a checkpoint: a small TOML file that maps its labels to ours.

It stands in the checkpoint's folder as ``biascheck.toml``, or is named by ``--labels``.
``docs/models.md`` is its reference.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from biascheck.checkpoints.schemes import SCHEMES, Reading, Scheme
from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE: Final = "biascheck.toml"
DOCUMENTED: Final = "docs/models.md shows the file."
Activation: TypeAlias = Literal["softmax", "sigmoid"]
# How a text shows the target of a stance: beside it, as the second or first text of a
# pair; or inside it, between two marks.
Showing: TypeAlias = Literal["pair", "pair-first", "marked"]
# Fewer positions hold no sentence of ordinary length beside the marks of the tokenizer.
_SMALLEST_WINDOW: Final = 16
_HEADER: Final = ("name", "version", "licence", "window")
_SETTINGS: Final = (
    *("labels", "reads", "activation", "temperature", "platt", "threshold"),
    *("target", "marks"),
)


@dataclass(frozen=True, slots=True)
class Service:
    """What a checkpoint does for one scheme.

    Attributes:
        name: Name of the scheme, see ``SCHEMES``.
        labels: The checkpoint's label to ours.
        reads: The texts it reads.
        activation: Whether its labels exclude one another; None: as its own configuration
            says.
        temperature: Divides its logits. Source: Guo et al. 2017, "On Calibration of Modern
            Neural Networks", section 4.2.
        platt: Slope and offset of the log-odds. Source: Platt 1999.
        threshold: Probability at which the decision turns, in (0, 1); None: one half, and
            for stance the shipped abstention.
        target: How a text shows the target of a stance.
        marks: What stands before and after a marked target.
    """

    name: str
    labels: Mapping[str, str]
    reads: Reading
    activation: Activation | None = None
    temperature: float = 1.0
    platt: tuple[float, float] = (1.0, 0.0)
    threshold: float | None = None
    target: Showing = "pair"
    marks: tuple[str, str] = ("", "")

    @property
    def scheme(self) -> Scheme:
        """The scheme of this name."""
        return SCHEMES[self.name]

    @property
    def outputs(self) -> tuple[str, ...]:
        """Our labels that it decides, in our order."""
        return tuple(label for label in self.scheme.outputs if label in self.labels.values())


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who a checkpoint is and what it serves; ``window`` None: as long as it can read."""

    path: Path
    name: str
    version: str
    licence: str
    services: tuple[Service, ...]
    window: int | None = None


def read_declaration(path: Path) -> Declaration:
    """Read a declaration.

    Raises:
        ConfigError: The file is missing, no TOML, or holds a wrong name or value; says which.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"the declaration of labels cannot be read: {error.strerror}.",
            source=str(path),
            hint=DOCUMENTED,
        ) from error
    except ValueError as error:
        raise ConfigError(
            f"this is no TOML: {error}.", source=str(path), hint=DOCUMENTED
        ) from error
    reader = _Reader(path)
    for key in values:
        if key not in _HEADER and key not in SCHEMES:
            raise reader.unknown("dimension or setting", key, (*SCHEMES, *_HEADER))
    name, version, licence = (reader.text(values, key) for key in _HEADER[:3])
    services = tuple(reader.service(key, values[key]) for key in SCHEMES if key in values)
    if not services:
        raise reader.error(f"no dimension is declared; known: {', '.join(SCHEMES)}")
    return Declaration(path, name, version, licence, services, reader.window(values))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of one file; every error names it."""

    path: Path

    def error(self, cause: str) -> ConfigError:
        return ConfigError(f"{cause}.", source=str(self.path), hint=DOCUMENTED)

    def unknown(self, kind: str, name: str, known: tuple[str, ...]) -> ConfigError:
        found = unknown_name(kind, name, known)
        return ConfigError(found.cause, source=str(self.path), hint=found.hint)

    def text(self, values: Mapping[str, Any], key: str) -> str:
        value = values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f'{key!r} must be a text, such as {key} = "..."')
        return value.strip()

    def window(self, values: Mapping[str, Any]) -> int | None:
        value = values.get("window")
        if value is not None and (type(value) is not int or value < _SMALLEST_WINDOW):
            raise self.error(f"'window' must be a whole number from {_SMALLEST_WINDOW}")
        return value

    def service(self, name: str, table: Any) -> Service:
        if not isinstance(table, dict):
            raise self.error(f"[{name}] must be a table")
        for key in table:
            if key not in _SETTINGS:
                raise self.unknown(f"setting of [{name}]", key, _SETTINGS)
        if name != "stance" and {"target", "marks"} & set(table):
            raise self.error(f"[{name}] has no target; only [stance] has")
        if name == "stance" and ("platt" in table or table.get("activation") == "sigmoid"):
            raise self.error("[stance] takes a temperature, no platt, and no sigmoid")
        scheme = SCHEMES[name]
        return Service(
            name=name,
            labels=self._labels(name, scheme, table.get("labels")),
            reads=self._choice(name, table, "reads", scheme.readings, scheme.readings[0]),
            activation=self._choice(name, table, "activation", ("softmax", "sigmoid"), None),
            temperature=self._temperature(name, table),
            platt=self._platt(name, table),
            threshold=self._threshold(name, table),
            target=self._choice(name, table, "target", ("pair", "pair-first", "marked"), "pair"),
            marks=self._marks(table),
        )

    def _labels(self, name: str, scheme: Scheme, labels: Any) -> dict[str, str]:
        if not isinstance(labels, dict) or not labels:
            raise self.error(f"[{name}.labels] must map the checkpoint's labels to ours")
        for ours in labels.values():
            if ours not in scheme.labels:
                raise self.unknown(f"label of [{name}.labels]", str(ours), scheme.labels)
        missing = set(scheme.outputs) - set(labels.values())
        # Frames that a checkpoint does not know stay with the shipped model.
        if missing and (name != "framing" or len(missing) == len(scheme.outputs)):
            raise self.error(
                f"no label of the checkpoint is mapped to {min(missing)!r} in [{name}]"
            )
        return labels

    def _choice(
        self, name: str, table: Mapping[str, Any], key: str, known: tuple[str, ...], default: Any
    ) -> Any:
        value = table.get(key, default)
        if value is not default and value not in known:
            raise self.unknown(f"value of {key!r} in [{name}]", str(value), known)
        return value

    def _temperature(self, name: str, table: Mapping[str, Any]) -> float:
        value = table.get("temperature", 1.0)
        if not _is_number(value) or value <= 0:
            raise self.error(f"'temperature' in [{name}] must be a number above 0")
        return float(value)

    def _platt(self, name: str, table: Mapping[str, Any]) -> tuple[float, float]:
        value = table.get("platt", [1.0, 0.0])
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(map(_is_number, value))
            or value[0] <= 0
        ):
            raise self.error(f"'platt' in [{name}] must be [slope above 0, offset]")
        return float(value[0]), float(value[1])

    def _threshold(self, name: str, table: Mapping[str, Any]) -> float | None:
        value = table.get("threshold")
        if value is not None and (not _is_number(value) or not 0 < value < 1):
            raise self.error(f"'threshold' in [{name}] must lie between 0 and 1")
        return value

    def _marks(self, table: Mapping[str, Any]) -> tuple[str, str]:
        marks = table.get("marks")
        if (marks is not None) != (table.get("target") == "marked"):
            raise self.error("[stance] with target = \"marked\", and no other, needs 'marks'")
        if marks is None:
            return "", ""
        if not isinstance(marks, list) or len(marks) != 2 or not all(type(m) is str for m in marks):
            raise self.error("'marks' in [stance] must be two texts")
        return marks[0], marks[1]


def _is_number(value: object) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value)  # type: ignore[arg-type]
