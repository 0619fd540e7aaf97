"""Results of a corpus as data frames, from whatever ``biascheck batch`` wrote."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from biascheck.errors import BiascheckError, DataError, unknown_name
from biascheck.results.backends import to_backend
from biascheck.results.manifest import Manifest
from biascheck.results.schema import TABLES
from biascheck.results.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    import pyarrow as pa

    from biascheck.types import Report


def read_results(path: str | Path) -> Results:
    """Return the results of a corpus.

    Args:
        path: A folder, or a .jsonl, .csv or .parquet file, that ``biascheck batch`` wrote.

    Raises:
        InputError: There is nothing, or a run into the file has not finished.
        DataError: The manifest is damaged.
        ConfigError: The file is of another kind.

    Warns:
        UserWarning: The run into the folder has not finished; what is done can be read.
    """
    results = Results(path)
    if results.notice:
        warnings.warn(results.notice, UserWarning, stacklevel=2)
    return results


class Results:
    """The tables of a corpus, each read when it is first asked for.

    ``results.articles``, ``.sentences`` and so on for every name in ``TABLES`` are pandas
    data frames, which are kept. What is larger than memory is better read in the columns
    that are needed (``frame``, ``table``), or with DuckDB or Polars straight from the folder.

    Attributes:
        path: The folder or file.
        manifest: How the results came about; None where no manifest lies with them.
        notice: What the reader should know, such as that the run has not finished; or None.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._store = open_store(self.path)
        self.manifest = Manifest.read(self._store.state)
        self.notice = self._store.notice(self.manifest)
        self._frames: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        told = f", {self.manifest.counts.results:,} articles" if self.manifest else ""
        return f"<Results {str(self.path)!r}{told}{', unfinished' if self.notice else ''}>"

    def _repr_html_(self) -> str:
        from biascheck.results.overview import to_html

        return to_html(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Return the overview; damaged results say so instead of failing to be shown."""
        from biascheck.results.overview import to_text

        try:
            return {"text/plain": to_text(self), "text/html": self._repr_html_()}
        except BiascheckError as error:
            return {"text/plain": f"{self!r}: {error}"}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"results have no {name!r}; tables: {', '.join(TABLES)}")
        if name not in self._frames:
            self._frames[name] = self.frame(name)
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, empty if it has no rows.

        Args:
            name: One of ``TABLES``.
            columns: Which columns; None: all.

        Raises:
            ConfigError: There is no such table or column, or the file cannot hold the table.
            DataError: The results are damaged or incomplete.
        """
        if name not in TABLES:
            raise unknown_name("table", name, TABLES)
        found = self._store.table(name, self.manifest, columns)
        self._require_whole(name, found.num_rows)
        return found

    def frame(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a table as a new pandas data frame; the arguments are those of ``table``.

        Raises:
            ConfigError: As ``table``, or pandas is not installed.
            DataError: As ``table``.
        """
        return to_backend(self.table(name, columns), "pandas")

    def to_polars(self, name: str, columns: Sequence[str] | None = None) -> Any:
        """Return a table as a Polars data frame; the arguments are those of ``table``.

        Raises:
            ConfigError: As ``table``, or polars is not installed.
            DataError: As ``table``.
        """
        return to_backend(self.table(name, columns), "polars")

    def reports(self) -> Iterator[tuple[int, str, Report]]:
        """Yield row, id and full report of each article that was analysed, one at a time.

        A ``.jsonl`` file holds them, and a folder that was written with ``--report``. From
        other results nothing is yielded.

        Raises:
            DataError: The results are damaged.
        """
        return self._store.reports(self.manifest)

    def _require_whole(self, name: str, rows: int) -> None:
        """Raise if rows that the manifest counts are not there."""
        if self.manifest is None:
            return
        counts = self.manifest.counts
        known = {
            "articles": counts.results,
            "duplicates": counts.duplicates,
            "errors": counts.failed,
        }
        if rows != known.get(name, rows):
            raise DataError(
                f"{name} has {rows:,} rows, but its manifest counts {known[name]:,}.",
                source=str(self.path),
                hint="Parts were removed or added; copy the results again, whole.",
            )
