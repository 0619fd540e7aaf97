"""Settings files: ``biascheck.toml``, or ``[tool.biascheck]`` in ``pyproject.toml``.

A file says what flags would say, in a table per command. Flags win over the file, and the
file over the defaults. The nearest file counts, from the current folder upwards.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import ConfigError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

OWN: Final = "biascheck.toml"
SHARED: Final = "pyproject.toml"
# Options that no file can give: they end the run, or name the file itself.
_NEVER: Final = frozenset({"help", "version", "config", "no-config"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a file says.

    Attributes:
        path: The file; None: there is none.
        tables: Command to its settings, as TOML gives them.
    """

    path: Path | None = None
    tables: Mapping[str, Any] = field(default_factory=dict)

    def of(
        self, names: Sequence[str], options: Mapping[str, Any], below: Collection[str] = ()
    ) -> dict[str, Any]:
        """Return what the file says for a command, by the names of its parameters.

        Args:
            names: The command, and its subcommand if it has one.
            options: Setting to the option's parameter, as ``options_of`` gives them.
            below: Its subcommands, whose tables lie in its own.

        Raises:
            ConfigError: If a setting is unknown or has the wrong type; names file and table.
        """
        table: Any = self.tables
        for name in names:
            table = table.get(name, {}) if isinstance(table, dict) else {}
        found = {}
        for key, value in dict(table).items():
            setting = str(key).replace("_", "-")
            if setting not in options:
                if key in below and isinstance(value, dict):
                    continue
                table_name = f"setting in [{'.'.join(names)}]"
                raise unknown_name(table_name, key, [*options, *below], self.source)
            parameter = options[setting]
            found[parameter.name] = self._checked(setting, value, parameter)
        return found

    @property
    def source(self) -> str | None:
        """The file, as messages name it."""
        return None if self.path is None else str(self.path)

    def _checked(self, setting: str, value: Any, parameter: Any) -> Any:
        """Return the value as it would stand on the command line, where it is read further.

        Raises:
            ConfigError: If it is of another type.
        """
        wanted = _wanted(parameter)
        single = value if isinstance(value, list) else [value]
        listed = bool(parameter.multiple)
        fits = all(isinstance(one, bool) == (wanted == "true or false") for one in single)
        fits = fits and not any(isinstance(one, dict | list) for one in single)
        if not fits or (isinstance(value, list) and not listed):
            raise self._wrong(setting, value, wanted)
        values = [one if isinstance(one, bool) else str(one) for one in single]
        return values if listed else values[0]

    def _wrong(self, setting: str, value: Any, wanted: str) -> ConfigError:
        told = f"the setting {setting!r} is {value!r}, which is not {wanted}."
        return ConfigError(told, source=self.source)


def _wanted(parameter: Any) -> str:
    if parameter.is_flag:
        return "true or false"
    return "a value or a list of values" if parameter.multiple else "one value"


def options_of(command: Any) -> dict[str, Any]:
    """Return the settings that a command takes: long option to its parameter."""
    found = {}
    for parameter in command.params:
        if parameter.param_type_name != "option":
            continue
        for option in parameter.opts:
            if option.startswith("--") and option[2:] not in _NEVER:
                found[option[2:]] = parameter
    return found


def find(folder: Path) -> Path | None:
    """Return the nearest settings file from a folder upwards; None if there is none."""
    for place in (folder, *folder.parents):
        if (place / OWN).is_file():
            return place / OWN
        if (place / SHARED).is_file() and _shared(place / SHARED) is not None:
            return place / SHARED
    return None


def _shared(path: Path) -> dict[str, Any] | None:
    """Return ``[tool.biascheck]``; None without it, or where the file is not readable TOML."""
    try:
        tool = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("tool", {})
    except (OSError, ValueError):
        return None
    found = tool.get("biascheck") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def load(path: Path, commands: Iterable[str]) -> Settings:
    """Read a settings file.

    Args:
        path: The file.
        commands: Which tables there may be.

    Raises:
        ConfigError: If it cannot be read, is no TOML, or has a table for no command.
    """
    tables = _tables(path)
    known = list(commands)
    for name, table in tables.items():
        if name not in known:
            raise unknown_name("command", name, known, str(path))
        if not isinstance(table, dict):
            raise ConfigError(
                f"{name!r} is no table of settings.", source=str(path), hint=f"Write [{name}]."
            )
    return Settings(path, tables)


def _tables(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"the settings cannot be read: {error.strerror}.",
            source=str(path),
            hint="Name another file with --config, or none with --no-config.",
        ) from error
    except ValueError as error:
        raise ConfigError(f"the settings are no TOML: {error}.", source=str(path)) from error
    if path.name != SHARED:
        return content
    return dict(content.get("tool", {}).get("biascheck", {}))


def described(
    options: Mapping[str, Any], given: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Yield each setting of a command with its value and where it comes from."""
    for setting, parameter in options.items():
        if parameter.name in given:
            yield setting, _shown(given[parameter.name]), "file"
        else:
            yield setting, _shown(parameter.default), "default"


def _shown(value: Any) -> str:
    if callable(value) or "unset" in str(value).lower():
        return "-"
    return "-" if value is None else str(value)
