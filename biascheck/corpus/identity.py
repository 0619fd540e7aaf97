"""What a run is: the same command on the same inputs goes on, another one is refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biascheck.types import Provenance

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Identity:
    """All that decides the bytes of a result, besides the content of the inputs.

    Attributes:
        values: JSON values: biascheck's version, the model, the options, the inputs' names.
    """

    values: Mapping[str, Any]

    @classmethod
    def of(
        cls, version: str, model: Provenance, options: Mapping[str, Any], inputs: list[str]
    ) -> Identity:
        """Return the identity of a run."""
        known = asdict(model)
        known["options"] = dict(known["options"])
        values = {"biascheck": version, "model": known, "options": dict(options)}
        return cls({**values, "inputs": inputs})

    def require(self, other: Mapping[str, Any], place: str) -> None:
        """Let the run go on in a place that another one began, if it is the same run.

        Args:
            other: What the other run was.
            place: The place, for the message.

        Raises:
            ConfigError: It is another run; says what differs.
        """
        differences = list(_differences(self.values, other, ""))
        if not differences:
            return
        more = f" ({len(differences) - 3} more)" if len(differences) > 3 else ""
        raise ConfigError(
            f"it holds the results of another command: {'; '.join(differences[:3])}{more}.",
            source=place,
            hint="Choose another output, or start it over with --restart.",
        )


def _differences(now: Any, then: Any, where: str) -> Iterator[str]:
    if isinstance(now, dict) and isinstance(then, dict):
        for name in sorted({*now, *then}):
            told = f"{where}.{name}" if where else str(name)
            yield from _differences(now.get(name, _ABSENT), then.get(name, _ABSENT), told)
    elif _plain(now) != _plain(then):
        yield f"{where} was {_shown(then)}, now it is {_shown(now)}"


def _plain(value: Any) -> Any:
    """Return a value as JSON reads it back."""
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _shown(value: Any) -> str:
    if value is _ABSENT or value is None:
        return "not given"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return str(value)
