"""One report's tables as data frames: those of a corpus, and one of the scores.

A table has the columns of a corpus's, ``docs/results.md``, without ``row``; numbers keep
the precision they have in the report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from biascheck.errors import unknown_name
from biascheck.results.backends import require, to_backend
from biascheck.results.columns import REPORT_SCORES
from biascheck.results.parts import to_table
from biascheck.results.schema import TABLES, schema, to_fields
from biascheck.results.tables import report_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from biascheck.types import Report

SCORES: Final = "scores"
REPORT_TABLES: Final = (*(it for it in TABLES if it not in {"duplicates", "errors"}), SCORES)


@dataclass(frozen=True, slots=True)
class _Stood:
    id: str
    source: str
    line: int | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)


def to_frame(report: Report, table: str, backend: str) -> Any:
    """Return a table of a report as a data frame; see ``Report.to_frame``.

    Raises:
        ConfigError: There is no such table or backend, or it is not installed.
    """
    require(backend)
    return to_backend(report_table(report, table), backend)


def report_table(report: Report, table: str) -> pa.Table:
    """Return a table of a report, empty if it has no rows.

    Raises:
        ConfigError: There is no such table.
    """
    import pyarrow as pa

    if table not in REPORT_TABLES:
        raise unknown_name("table of a report", table, REPORT_TABLES)
    if table == SCORES:
        return to_table(list(_scores(report)), pa.schema(to_fields(REPORT_SCORES)))
    stood = _Stood(report.article.id, report.article.source)
    return to_table(report_rows(0, stood, report)[table], _shape(table))


def _shape(table: str) -> pa.Schema:
    """Return the schema of a corpus's table, without ``row`` and in double precision."""
    import pyarrow as pa

    return pa.schema(
        it.with_type(pa.float64()) if it.type == pa.float32() else it
        for it in schema(table)
        if it.name != "row"
    )


def _scores(report: Report) -> Iterator[dict[str, Any]]:
    for score in report.scores.values():
        low, high = score.range or (None, None)
        yield {
            "id": report.article.id,
            "score": score.name,
            "value": score.value,
            "percentile": score.percentile,
            "reason": score.reason,
            "unit": score.unit,
            "low": low,
            "high": high,
            "direction": score.direction,
            "formula": score.formula,
            "contributions": list(score.contributions),
        }
