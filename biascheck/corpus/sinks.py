"""Where the rows of a corpus go: JSON Lines or Parquet, one row per article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from biascheck.errors import error_code, error_message, unknown_name
from biascheck.render import jsonl, table
from biascheck.render.contract import SCORES, to_dict

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    from pyarrow import parquet

    from biascheck.atomic import OutputFile
    from biascheck.corpus.row import Row
    from biascheck.types import Report

SUFFIXES: Final = (".jsonl", ".parquet")

# Rows per group of a Parquet file: a few hundred kB, so that memory stays flat.
_GROUP: Final = 1000


class Sink(Protocol):
    """Takes the rows in order; ``close`` completes the file."""

    def write(self, row: Row, report: Report) -> None:
        """Write an article that was analysed."""

    def fail(self, row: Row, error: Exception) -> None:
        """Write an article that was not."""

    def close(self) -> None:
        """Write what is left."""


def check_suffix(path: Path) -> str:
    """Return the output's format, by the end of its name.

    Raises:
        ConfigError: The name ends in nothing known.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise unknown_name("output format", suffix or path.name, SUFFIXES)
    return suffix


def open_sink(path: Path, file: OutputFile) -> Sink:
    """Return the sink for the output's name, which writes to the open file."""
    return JsonlSink(file) if check_suffix(path) == ".jsonl" else ParquetSink(file)


class JsonlSink:
    """One full report per line, or ``{id, source, line, error: {code, message}}``."""

    def __init__(self, file: OutputFile) -> None:
        self._file = file

    def write(self, row: Row, report: Report) -> None:  # noqa: ARG002 - the protocol's signature
        """Write the report."""
        self._put(to_dict(report))

    def fail(self, row: Row, error: Exception) -> None:
        """Write the error."""
        told = {"code": error_code(error), "message": error_message(error)}
        self._put({"id": row.id, "source": row.source, "line": row.line, "error": told})

    def close(self) -> None:
        """Do nothing: every line is written at once."""

    def _put(self, value: dict[str, Any]) -> None:
        self._file.write(jsonl.line(value).encode("utf-8"))


class ParquetSink:
    """One flat row per article (see ``render.table.article_row``) and its error, if any."""

    def __init__(self, file: OutputFile) -> None:
        from pyarrow import parquet

        self._schema = schema()
        self._writer: parquet.ParquetWriter = parquet.ParquetWriter(file, self._schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, row: Row, report: Report) -> None:
        """Keep the report's row; write a group when it is full."""
        self._put(table.article_row(report) | {"source": row.source, "line": row.line})

    def fail(self, row: Row, error: Exception) -> None:
        """Keep the error's row; write a group when it is full."""
        told = {"error_code": error_code(error), "error_message": error_message(error)}
        self._put({"id": row.id, "source": row.source, "line": row.line, **told})

    def close(self) -> None:
        """Write the last group and the file's end."""
        self._flush()
        self._writer.close()

    def _put(self, values: dict[str, Any]) -> None:
        self._rows.append(values)
        if len(self._rows) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def schema() -> pa.Schema:
    """Return the columns of a table of articles; all may be null except the first two."""
    import pyarrow as pa

    text, whole, real, texts = pa.string(), pa.int64(), pa.float64(), pa.list_(pa.string())
    return pa.schema(
        [
            pa.field("id", text, nullable=False),
            pa.field("source", text, nullable=False),
            ("line", whole),
            *((name, text) for name in ("title", "outlet", "published", "language")),
            *((name, whole) for name in ("words", "sentences")),
            ("genre", text),
            *((name, real) for name in ("news", "opinion")),
            *((name, whole) for name in ("opinion_passages", "quotes", "loaded_words")),
            *((name, texts) for name in ("frames", "targets")),
            *((name, real) for name in (*SCORES, "neutrality_percentile")),
            ("warnings", texts),
            *((name, text) for name in ("error_code", "error_message")),
        ]
    )
