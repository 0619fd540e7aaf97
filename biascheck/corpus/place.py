"""Where results go: a folder, or a file whose parts lie in a folder beside it.

Besides the parts, the folder has ``_state``: what the run is (``run.json``), a receipt for
each block that is done (``blocks``), and the lock that keeps other runs out. Everything in
it is written whole or not at all, so a run may end at any moment and go on later.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from biascheck.atomic import atomic, output_error
from biascheck.corpus.scored import Receipt
from biascheck.errors import ConfigError, DataError, OutputError, unknown_name
from biascheck.results.carried import Carried
from biascheck.results.manifest import NAME
from biascheck.results.parts import LINES, parts, sweep
from biascheck.results.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from biascheck.results.manifest import Manifest

STATE: Final = "_state"
_STARTED: Final = "biascheck.run/1"
_HOLDER: Final = "holder.json"


class Kind(StrEnum):
    """What the results become, by the end of the output's name."""

    FOLDER = ""
    JSONL = ".jsonl"
    CSV = ".csv"
    PARQUET = ".parquet"


def kind_of(target: Path) -> Kind:
    """Return what an output's name asks for.

    Raises:
        ConfigError: The name ends in nothing known.
    """
    suffix = target.suffix.lower()
    if target.is_dir():
        return Kind.FOLDER
    if suffix not in list(Kind):
        raise unknown_name("output format", suffix, [kind.value for kind in Kind if kind])
    return Kind(suffix)


class Place:
    """The place of a run's results, which this process holds alone.

    Attributes:
        target: The output as it was named.
        kind: What it becomes.
        folder: Where parts, state and manifest are; the target itself if it is a folder.
        finished: Whether an earlier run came to its end, known while the place is held.
        killed: Whether the run before this one ended without a word, known likewise.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.kind = kind_of(target)
        beside = target.with_name(f".{target.name}.biascheck")
        self.folder = target if self.kind is Kind.FOLDER else beside
        self._state = self.folder / STATE
        self._receipts = self._state / "blocks"
        self.finished = False
        self.killed = False

    @property
    def manifest(self) -> Path:
        """The file that is written when everything is done."""
        return self.folder / NAME

    @property
    def scratch(self) -> Path:
        """A temporary file of the run; one that was left is worth nothing."""
        return self._state / "seen.sqlite"

    @contextmanager
    def held(self, *, restart: bool = False) -> Iterator[Place]:
        """Keep other runs out while the block lasts, and clean up after one that was killed.

        Args:
            restart: Remove what earlier runs left here.

        Raises:
            OutputError: Another run is at work here, or the place cannot be written.
            ConfigError: The folder holds something else.
        """
        from filelock import FileLock, Timeout

        self._require_own()
        try:
            parents = self.kind is Kind.FOLDER
            self.folder.mkdir(parents=parents, exist_ok=True)
            self._receipts.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._state / "lock")
            lock.acquire(timeout=0)
        except Timeout as error:
            raise self._busy() from error
        except NotImplementedError as error:
            raise OutputError(
                "its file system cannot keep two runs apart.",
                source=str(self.target),
                hint="Choose an output on another disk.",
            ) from error
        except OSError as error:
            raise output_error(error, str(self.target)) from error
        try:
            # Who ends in any other way than being killed takes it along.
            self.killed = (self._state / _HOLDER).exists()
            self._write(_HOLDER, _holder())
            if restart or self.started() is None or self._lost():
                self._clear()
            self.finished = self.manifest.exists()
            self._sweep()
            yield self
        finally:
            self._leave()
            lock.release()

    def started(self) -> Mapping[str, Any] | None:
        """Return the identity of the run that began here; None before any did."""
        found = self._read("run.json")
        return None if found is None else dict(found["identity"])

    def carried(self) -> Carried | None:
        """Return the carried columns that an earlier run settled; None before any did."""
        found = self._read("run.json")
        return None if found is None else Carried.from_dict(found["carried"])

    def start(self, identity: Mapping[str, Any], carried: Carried) -> None:
        """Write down what the run is, before its first block.

        Raises:
            OutputError: It cannot be written.
        """
        told = {"schema": _STARTED, "identity": identity, "carried": carried.to_dict()}
        self._write("run.json", told)

    def receipt(self, block: int) -> Receipt | None:
        """Return the receipt of a block; None while it is not done."""
        found = self._read(f"blocks/{block:06d}.json")
        return None if found is None else Receipt.from_dict(found)

    def commit(self, receipt: Receipt) -> None:
        """Write a block's receipt; from now on it is done.

        Raises:
            OutputError: It cannot be written.
        """
        self._write(f"blocks/{receipt.block:06d}.json", receipt.to_dict())

    def receipts(self) -> int:
        """Return how many blocks are done."""
        with os.scandir(self._receipts) as found:
            return sum(entry.name.endswith(".json") for entry in found)

    def clock(self) -> dict[str, Any]:
        """Return when the first run started, how many there were, and how long they took."""
        return self._read("clock.json") or {"started": now(), "runs": 0, "seconds": 0.0}

    def set_clock(self, clock: Mapping[str, Any]) -> None:
        """Write the clock."""
        self._write("clock.json", clock)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, the sign that everything is done.

        Raises:
            OutputError: It cannot be written.
        """
        manifest.write(self.folder)

    def trim(self, blocks: int) -> None:
        """Remove parts of blocks that an input which has shrunk no longer fills."""
        for table in (*TABLES, LINES):
            for number, path in parts(self.folder, table):
                if number >= blocks:
                    path.unlink(missing_ok=True)

    def discard_parts(self) -> None:
        """Remove the parts, once the single file that is made of them is complete."""
        for table in (*TABLES, LINES):
            shutil.rmtree(self.folder / table, ignore_errors=True)

    def _lost(self) -> bool:
        """Return whether a single file was complete, and is no longer there."""
        return self.manifest.exists() and not self.target.exists()

    def _leave(self) -> None:
        """Say that the run ended, and leave no trace of one that never began."""
        with suppress(OSError, DataError):
            (self._state / _HOLDER).unlink(missing_ok=True)
            if self.started() is None:
                shutil.rmtree(self._state)
                self.folder.rmdir()

    def _require_own(self) -> None:
        """Raise if results here would mix with what is not ours.

        Raises:
            ConfigError: The folder holds something else.
            OutputError: The file to be written is a folder.
        """
        if self.kind is not Kind.FOLDER or not self.folder.is_dir():
            return
        try:
            foreign = next((it for it in self.folder.iterdir()), None)
        except OSError as error:
            raise output_error(error, str(self.target)) from error
        if foreign is not None and not self._state.is_dir():
            raise ConfigError(
                f"the folder holds something else, such as {foreign.name!r}.",
                source=str(self.target),
                hint="Name a new folder, or an empty one.",
            )

    def _busy(self) -> OutputError:
        try:
            found = self._read(_HOLDER) or {}
        except DataError:
            found = {}
        who = "process {pid} on {host}, since {since}".format(**found) if found else "unknown"
        return OutputError(
            f"another run is writing there ({who}).",
            source=str(self.target),
            hint="Wait for it, or choose another output.",
        )

    def _clear(self) -> None:
        """Remove all results and all state, but keep the lock."""
        self.manifest.unlink(missing_ok=True)
        (self._state / "run.json").unlink(missing_ok=True)
        shutil.rmtree(self._receipts, ignore_errors=True)
        (self._state / "clock.json").unlink(missing_ok=True)
        self.discard_parts()
        self._receipts.mkdir(exist_ok=True)

    def _sweep(self) -> None:
        """Remove what a run that was killed was about to write."""
        sweep(self.folder)
        beside = self.target.parent.glob(f".{self.target.name}.*.part")
        for path in (*self._state.rglob(".*.part"), *self.folder.glob(".*.part"), *beside):
            path.unlink(missing_ok=True)

    def _read(self, name: str) -> Any:
        path = self._state / name
        try:
            return json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise DataError(
                "the state of the run is damaged.",
                source=str(path),
                hint="Start over with --restart, or choose another output.",
            ) from error

    def _write(self, name: str, value: Any) -> None:
        with atomic(self._state / name) as file:
            file.write(json.dumps(value, ensure_ascii=True, indent=1).encode())


def now() -> str:
    """Return the time, in UTC and ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _holder() -> dict[str, Any]:
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": now()}
