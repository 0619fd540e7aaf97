"""A baseline: findings that are known and accepted, so that only new ones are shown.

The file is JSON, ordered, one finding a line, so that its differences can be read. Paths
are relative to its folder: it holds wherever the command is run from.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from biascheck.lint.finding import Finding, Linted

SCHEMA: Final = "biascheck.baseline/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known finding; ``message`` is for those who read the file."""

    path: str
    code: str
    fingerprint: str
    message: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings, with the folder that their paths start from."""

    folder: Path
    entries: tuple[Entry, ...] = ()

    def known(self, path: str) -> frozenset[str]:
        """Return the fingerprints that are known of a file."""
        name = self.name_of(path)
        return frozenset(entry.fingerprint for entry in self.entries if entry.path == name)

    def name_of(self, path: str) -> str:
        """Return a path as the baseline writes it; standard input and addresses as they are."""
        if path == "-" or "://" in path:
            return path
        try:
            return Path(os.path.relpath(path, self.folder)).as_posix()
        except ValueError:  # on another drive
            return Path(path).resolve().as_posix()

    def strip(self, linted: Linted) -> Linted:
        """Return a file's findings without the known ones."""
        known = self.known(linted.path)
        new = tuple(it for it in linted.findings if it.fingerprint not in known)
        return replace(linted, findings=new, known=len(linted.findings) - len(new))

    def gone(self, files: Iterable[Linted]) -> int:
        """Return how many entries of these files (with all findings) occur no more."""
        present = {(self.name_of(it.path), f.fingerprint) for it in files for f in it.findings}
        seen = {self.name_of(it.path) for it in files}
        rows = [(entry.path, entry.fingerprint) for entry in self.entries if entry.path in seen]
        return sum(row not in present for row in rows)

    def renewed(self, files: Collection[Linted]) -> Baseline:
        """Return the baseline after a run: its files anew, others kept while they exist."""
        seen = {self.name_of(it.path) for it in files}
        kept = [
            entry
            for entry in self.entries
            if entry.path not in seen and (self.folder / entry.path).exists()
        ]
        new = [self._entry(it.path, finding) for it in files for finding in it.findings]
        return replace(self, entries=tuple(sorted((*kept, *new), key=_order)))

    def to_json(self) -> str:
        """Return the file's content."""
        lines = ",\n".join(f"  {json.dumps(_row(it), ensure_ascii=False)}" for it in self.entries)
        body = f"[\n{lines}\n ]" if lines else "[]"
        return f'{{\n "schema": {json.dumps(SCHEMA)},\n "findings": {body}\n}}\n'

    def _entry(self, path: str, finding: Finding) -> Entry:
        return Entry(self.name_of(path), finding.code, finding.fingerprint, finding.message)


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.path, entry.code, entry.fingerprint


def _row(entry: Entry) -> dict[str, str]:
    return {
        "file": entry.path,
        "code": entry.code,
        "fingerprint": entry.fingerprint,
        "message": entry.message,
    }


def load_baseline(path: Path) -> Baseline:
    """Read a baseline file.

    Raises:
        DataError: It cannot be read or is no baseline.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(path.parent, tuple(_entries(content)))
    except OSError as error:
        cause = f"the baseline cannot be read: {error.strerror}."
        hint = "Make it with: biascheck lint --baseline FILE --write-baseline"
        raise DataError(cause, source=str(path), hint=hint) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cause = f"this is no baseline ({type(error).__name__}: {error})."
        hint = "Make it anew with --write-baseline."
        raise DataError(cause, source=str(path), hint=hint) from error


def _entries(content: Any) -> Iterable[Entry]:
    if content["schema"] != SCHEMA:
        raise ValueError(f"its schema is {content['schema']!r}, not {SCHEMA!r}")
    for row in content["findings"]:
        fields = (row["file"], row["code"], row["fingerprint"], row["message"])
        if not all(isinstance(value, str) for value in fields):
            raise TypeError(f"an entry holds what is no text: {row!r}")
        yield Entry(*fields)
