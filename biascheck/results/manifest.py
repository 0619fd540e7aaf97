"""The manifest: what a corpus was scored with, from what, and what became of it.

It is written last, so a result that has one is complete.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from biascheck.atomic import atomic
from biascheck.errors import DataError
from biascheck.results.schema import SCHEMA
from biascheck.types import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the items; each is a result, a duplicate or an error.

    Attributes:
        items: All of them.
        results: Articles that were analysed.
        duplicates: Articles that repeat an earlier one.
        errors: Articles that could not be analysed, by code.
        cached: Results that were taken from the cache.
    """

    items: int
    results: int
    duplicates: int = 0
    errors: Mapping[str, int] = field(default_factory=dict)
    cached: int = 0

    @property
    def failed(self) -> int:
        """Errors of all codes."""
        return sum(self.errors.values())

    @property
    def add_up(self) -> bool:
        """Whether every item ended as exactly one thing."""
        return self.items == self.results + self.duplicates + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How results came about.

    Attributes:
        biascheck: Release that made them.
        model: Model, runtime and options of the analysis.
        options: Options of the run that decide the results.
        inputs: Name, kind, files, bytes and sha256 of each input.
        counts: What became of the items.
        blocks: How many parts the corpus was cut into.
        started: When the first run began, UTC, ISO 8601.
        finished: When the last run ended, the same.
        seconds: Working time of all runs.
        runs: How many runs it took; 1 if none was interrupted.
    """

    biascheck: str
    model: Provenance
    options: Mapping[str, Any]
    inputs: tuple[Mapping[str, Any], ...]
    counts: Counts
    blocks: int
    started: str
    finished: str
    seconds: float
    runs: int = 1

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"schema": SCHEMA, **asdict(self), "inputs": list(map(dict, self.inputs))}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, source: str | None = None) -> Manifest:
        """Return what ``to_dict`` wrote; keys that a later release added are left aside.

        Raises:
            DataError: The value has another schema, or lacks a key of this one.
        """
        try:
            if data["schema"] != SCHEMA:
                raise DataError(
                    f"this is no manifest of schema {SCHEMA} (its schema: {data['schema']!r}).",
                    source=source,
                    hint="Score the corpus with this release.",
                )
            known = {name: data[name] for name in cls.__dataclass_fields__}
            known["model"] = Provenance(**known["model"])
            known["counts"] = Counts(**known["counts"])
            return cls(**known | {"inputs": tuple(known["inputs"])})
        except (KeyError, TypeError) as error:
            raise _damaged(source, error) from error

    def write(self, folder: Path) -> None:
        """Write it into the results' folder.

        Raises:
            OutputError: It cannot be written.
        """
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"
        with atomic(folder / NAME) as file:
            file.write(text.encode("utf-8", "surrogateescape"))

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """Return the manifest in a folder; None where there is none.

        Raises:
            DataError: It is damaged.
        """
        path = folder / NAME
        try:
            data = json.loads(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError as error:
            raise _damaged(str(path), error) from error
        return cls.from_dict(data, source=str(path))


def _damaged(source: str | None, error: Exception) -> DataError:
    return DataError(
        f"the manifest is damaged ({type(error).__name__}: {error}).",
        source=source,
        hint="Score the corpus again, into a new folder.",
    )
