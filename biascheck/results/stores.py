"""Where results lie: a folder of parts, or a single file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from biascheck.errors import ConfigError, DataError, InputError, unknown_name
from biascheck.results import lines, single
from biascheck.results.columns import COLUMNS
from biascheck.results.parts import LINES, parts, to_table
from biascheck.results.schema import TABLES, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from biascheck.results.manifest import Manifest
    from biascheck.types import Report

SUFFIXES: Final = (".csv", ".jsonl", ".parquet")
_RECEIPTS: Final = Path("_state", "blocks")
_RESUME: Final = "Run the same command again: it goes on where it stopped."


class Store(Protocol):
    """Where tables lie."""

    @property
    def state(self) -> Path:
        """The folder of the manifest."""

    def notice(self, manifest: Manifest | None) -> str | None:
        """Return what the reader should know of the results as a whole."""

    def table(
        self, name: str, manifest: Manifest | None, columns: Sequence[str] | None
    ) -> pa.Table:
        """Return a table."""

    def reports(self, manifest: Manifest | None) -> Iterator[tuple[int, str, Report]]:
        """Yield row, id and full report of each article; none where not all are kept."""


def open_store(path: Path) -> Store:
    """Return where the results at a path lie.

    Raises:
        InputError: There is nothing, or a run into the file has not finished.
        ConfigError: The file is of another kind.
    """
    if path.is_dir():
        return Folder(path)
    beside = path.with_name(f".{path.name}.biascheck")
    if not path.exists():
        if beside.is_dir():
            raise InputError("its run has not finished.", source=str(path), hint=_RESUME)
        raise InputError(
            "no such folder or file.",
            source=str(path),
            hint="Name what 'biascheck batch CORPUS -o NAME' wrote.",
        )
    if path.suffix.lower() not in SUFFIXES:
        raise unknown_name("kind of results", path.suffix or path.name, SUFFIXES)
    return File(path, beside)


class Folder:
    """A folder of parts."""

    def __init__(self, path: Path) -> None:
        self.state = path
        if not any(parts(path, table) for table in TABLES) and not (path / _RECEIPTS).is_dir():
            raise InputError(
                "the folder holds no results.",
                source=str(path),
                hint="Name one that 'biascheck batch CORPUS -o FOLDER' wrote.",
            )

    def notice(self, manifest: Manifest | None) -> str | None:
        """Return how many blocks of an unfinished run are done."""
        if manifest is not None:
            return None
        done = self._done()
        if done is None:
            return f"{self.state}: there is no manifest, so the results may be incomplete."
        return f"{self.state}: the run has not finished ({len(done):,} blocks are done). {_RESUME}"

    def table(
        self, name: str, manifest: Manifest | None, columns: Sequence[str] | None
    ) -> pa.Table:
        """Return a table of the blocks that are committed."""
        import pyarrow as pa
        from pyarrow import dataset

        done = None if manifest else self._done()
        paths = [str(path) for number, path in parts(self.state, name) if _in(number, done)]
        try:
            if not paths:
                return _select(schema(name).empty_table(), name, columns)
            found = dataset.dataset(paths, format="parquet")
            if columns is not None:
                _check_columns(name, found.schema.names, columns)
            return found.to_table(columns=None if columns is None else list(columns))
        except (pa.ArrowInvalid, OSError) as error:
            raise DataError(
                f"a part of {name} cannot be read ({str(error).splitlines()[0]}).",
                source=str(self.state),
                hint="Copy the results again, or score the corpus again.",
            ) from error

    def reports(self, manifest: Manifest | None) -> Iterator[tuple[int, str, Report]]:
        """Yield the reports of a run that is finished and kept them in every block."""
        kept = parts(self.state, LINES)
        if manifest is not None and [number for number, _ in kept] == list(range(manifest.blocks)):
            yield from lines.read_reports(path for _, path in kept)

    def _done(self) -> set[int] | None:
        """Return the blocks with a receipt; None where there is no state."""
        receipts = self.state / _RECEIPTS
        if not receipts.is_dir():
            return None
        return {int(path.stem) for path in receipts.glob("*.json") if path.stem.isdigit()}


class File:
    """A single file."""

    def __init__(self, path: Path, state: Path) -> None:
        self._path = path
        self.state = state

    def notice(self, manifest: Manifest | None) -> None:
        """Return None: a file appears only when the run is done."""

    def table(
        self,
        name: str,
        manifest: Manifest | None,  # noqa: ARG002 - the protocol's signature
        columns: Sequence[str] | None,
    ) -> pa.Table:
        """Return a table: any of them from JSON Lines, else those about whole articles."""
        if self._path.suffix.lower() == ".jsonl":
            rows, carried = lines.read_rows(self._path, name)
            return _select(to_table(rows, schema(name, carried.schema())), name, columns)
        if name not in single.PARTS:
            raise ConfigError(
                f"a {self._path.suffix} file does not hold the table {name!r}.",
                source=str(self._path),
                hint="Write to a folder or to a .jsonl file to have it.",
            )
        return _select(single.read_single(self._path, name), name, columns)

    def reports(
        self,
        manifest: Manifest | None,  # noqa: ARG002 - the protocol's signature
    ) -> Iterator[tuple[int, str, Report]]:
        """Yield the reports of a file of JSON Lines; other files hold none."""
        if self._path.suffix.lower() == ".jsonl":
            yield from lines.read_reports([self._path])


def _in(number: int, done: set[int] | None) -> bool:
    return done is None or number in done


def _select(table: pa.Table, name: str, columns: Sequence[str] | None) -> pa.Table:
    if columns is None:
        return table
    _check_columns(name, table.column_names, columns)
    return table.select(list(columns))


def _check_columns(name: str, known: Sequence[str], columns: Sequence[str]) -> None:
    for column in columns:
        if column not in known:
            ours = {it.name for it in COLUMNS[name]}
            raise unknown_name(f"column of {name}", column, {*known, *ours})
