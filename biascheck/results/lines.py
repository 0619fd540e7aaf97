"""Results as JSON Lines: a full report, an error or a duplicate on each line, in order.

Each line has ``id``, ``source`` and ``line``, which say where the article stood. A report
follows ``biascheck.report/1`` besides, and has the input's other columns as ``columns``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from biascheck.errors import DataError, InputError, error_code, error_message
from biascheck.render import jsonl
from biascheck.render.contract import from_dict, to_dict
from biascheck.results.carried import Carried, plain
from biascheck.results.tables import duplicate_row, report_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from biascheck.results.tables import DuplicateKind, Place, Values
    from biascheck.types import Report


def report_line(row: Place, report: Report) -> str:
    """Return the line of an article that was analysed."""
    columns = {"columns": plain(dict(row.columns))} if row.columns else {}
    return jsonl.line({**to_dict(report), **_place(row), **columns})


def error_line(row: Place, error: Exception) -> str:
    """Return the line of an article that was not."""
    told = {"code": error_code(error), "message": error_message(error)}
    return jsonl.line({**_place(row), "error": told})


def duplicate_line(
    row: Place, of_row: int, of_id: str, similarity: float | None, kind: DuplicateKind
) -> str:
    """Return the line of an article that repeats an earlier one; see ``duplicate_row``."""
    told = {"row": of_row, "id": of_id, "kind": kind, "similarity": similarity}
    return jsonl.line({**_place(row), "duplicate_of": told})


def read_rows(path: Path, table: str) -> tuple[list[Values], Carried]:
    """Return the rows of a table from a file of lines, and the columns that it carries.

    The file is read twice for ``articles``, once for other tables.

    Raises:
        DataError: A line is no JSON, or none of ours.
        InputError: The file cannot be read.
    """
    carried = Carried({})
    if table == "articles":
        carried = Carried.settle(value.get("columns") or {} for _, value in _values(path))
    rows: list[Values] = []
    for number, value in _values(path):
        try:
            rows.extend(_rows(number, value, table, carried))
        except (KeyError, TypeError, AttributeError, DataError) as error:
            raise DataError(
                f"the line is no report, error or duplicate ({error}).",
                source=f"{path}:{number + 1}",
                hint="Score the corpus again.",
            ) from error
    return rows, carried


def read_reports(paths: Iterable[Path]) -> Iterator[tuple[int, str, Report]]:
    """Yield row, id and report of each article that was analysed.

    Args:
        paths: Files of lines, which are one corpus in this order.

    Raises:
        DataError: A line is no JSON, or none of ours.
        InputError: A file cannot be read.
    """
    values = (value for path in paths for _, value in _values(path))
    for row, value in enumerate(values):
        if "article" in value:
            yield row, value.get("id", value["article"]["id"]), from_dict(value)


@dataclass(frozen=True, slots=True)
class _Stood:
    id: str
    source: str
    line: int | None
    columns: Mapping[str, Any] = field(default_factory=dict)


def _place(row: Place) -> Values:
    return {"id": row.id, "source": row.source, "line": row.line}


def _values(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                yield number, _value(line, f"{path}:{number + 1}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"it cannot be read ({error}).", source=str(path)) from error


def _value(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise DataError(f"the line is no JSON ({error}).", source=where) from error
    if not isinstance(value, dict):
        raise DataError("the line is no JSON object.", source=where)
    return value


def _rows(number: int, value: Mapping[str, Any], table: str, carried: Carried) -> list[Values]:
    if "error" in value:
        place = {"row": number, **{name: value[name] for name in ("id", "source", "line")}}
        return [{**place, **value["error"]}] if table == "errors" else []
    if "duplicate_of" in value:
        return [_duplicate(number, value)] if table == "duplicates" else []
    article = value["article"]
    if table in {"errors", "duplicates"}:
        return []
    stood = _Stood(
        value.get("id", article["id"]),
        value.get("source", article["source"]),
        value.get("line"),
        value.get("columns") or {},
    )
    return report_rows(number, stood, from_dict(value), carried)[table]


def _duplicate(number: int, value: Mapping[str, Any]) -> Values:
    known = value["duplicate_of"]
    place = (number, value["id"], value["source"], value["line"])
    return duplicate_row(*place, known["row"], known["id"], known["similarity"], known["kind"])
