"""Tasks from what biascheck wrote: reports as JSON or JSON Lines, or results of a corpus."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TextIO

from biascheck.annotation.task import Mark, Place, Task, Unusable
from biascheck.errors import ConfigError, DataError, InputError
from biascheck.render.contract import from_dict
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from biascheck.types import Provenance, Report

_DETAILS: Final = ("title", "outlet", "url", "published", "source")


def read_tasks(path: Path) -> Iterator[Task | Unusable]:
    """Yield a task per article, in order; an article that cannot be used says why.

    Lines of ``batch`` that hold an error or a duplicate are no articles and are passed over.

    Args:
        path: A ``.json`` file of one report or an array, a ``.jsonl`` file with a report per
            line, or a folder that ``biascheck batch`` wrote.

    Raises:
        InputError: There is nothing to read, or it cannot be read.
        DataError: The file is no JSON, or the results are damaged.
        ConfigError: The file is of another kind.
    """
    if path.is_dir():
        yield from _of_folder(path)
    elif path.suffix.lower() == ".json":
        yield from _of_values(path, _array(path))
    elif path.suffix.lower() == ".jsonl":
        yield from _of_lines(path)
    else:
        raise ConfigError(
            f"reports are read from .json, .jsonl and folders, not from {path.suffix or 'this'}.",
            source=str(path),
            hint="Write them with: biascheck analyze --format jsonl, or biascheck batch -o FOLDER.",
        )


def of_report(report: Report) -> Task:
    """Return the task of one report."""
    article = report.article
    sentences = tuple(Place(it.span, it.paragraph) for it in report.sentences)
    pairs = zip(report.sentences, report.labels, strict=True)
    marks = tuple(Mark(it.span, one.role, one.probabilities.get(one.role)) for it, one in pairs)
    details = {name: getattr(article, name) for name in _DETAILS}
    return Task(
        article.id, _unfold(article.text), sentences, marks, _model(report.provenance), details
    )


def _model(provenance: Provenance) -> str:
    return f"{provenance.name} {provenance.version}"


def _unfold(text: str) -> str:
    """Return the text with carriage returns as blanks: browsers drop them and spans would move."""
    return text.replace("\r", " ")


def _array(path: Path) -> list[Any]:
    with _opened(path) as file:
        try:
            value = json.load(file)
        except ValueError as error:
            raise DataError(f"it is no JSON ({error}).", source=str(path)) from error
    return value if isinstance(value, list) else [value]


def _of_lines(path: Path) -> Iterator[Task | Unusable]:
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield from _of_line(path, number, line)


def _of_line(path: Path, number: int, line: str) -> Iterator[Task | Unusable]:
    try:
        value = json.loads(line)
    except ValueError as error:
        yield Unusable(f"{path}:{number}", f"the line is no JSON ({error})")
    else:
        yield from _of_values(path, [value], number)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            yield file
    except FileNotFoundError as error:
        raise InputError("no such file.", source=str(path), hint="Check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"it cannot be read ({error}).", source=str(path)) from error


def _of_values(path: Path, values: Iterable[Any], first: int = 1) -> Iterator[Task | Unusable]:
    for number, value in enumerate(values, first):
        where = f"{path}:{number}"
        if not isinstance(value, dict):
            yield Unusable(where, "it is no JSON object")
        elif "error" not in value and "duplicate_of" not in value:
            yield _of_value(where, value)


def _of_value(where: str, value: Mapping[str, Any]) -> Task | Unusable:
    try:
        return of_report(from_dict(value))
    except DataError as error:
        return Unusable(where, error.cause.rstrip("."))


def _of_folder(path: Path) -> Iterator[Task | Unusable]:
    from biascheck.results.reading import Results

    results = Results(path)
    known = results.table("articles", ["row", "id", *_DETAILS]).to_pylist()
    articles = {row["row"]: row for row in known}
    rows = results.table("sentences").sort_by([("row", "ascending"), ("sentence", "ascending")])
    name = "" if results.manifest is None else _model(results.manifest.model)
    for number, group in groupby(_pylist(rows), lambda row: row["row"]):
        yield _of_rows(f"{path}, row {number}", articles[number], list(group), name)


def _pylist(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _of_rows(
    where: str, article: Mapping[str, Any], rows: list[dict[str, Any]], model: str
) -> Task | Unusable:
    if any(row["text"] is None for row in rows):
        return Unusable(where, "its text was left out (batch --no-text)")
    sentences = tuple(Place(Span(row["start"], row["end"]), row["paragraph"]) for row in rows)
    marks = tuple(
        Mark(place.span, row["role"], row[row["role"]])
        for place, row in zip(sentences, rows, strict=True)
    )
    details = {name: article[name] for name in _DETAILS}
    return Task(article["id"], _unfold(_rebuilt(rows)), sentences, marks, model, details)


def _rebuilt(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the text from its sentences, which leave out nothing but blanks.

    Between paragraphs stand line ends, as many as there is room for and two at most.
    """
    parts: list[str] = []
    end, paragraph = 0, None
    for row in rows:
        gap = row["start"] - end
        lines = 0 if paragraph in {None, row["paragraph"]} else min(gap, 2)
        parts += ["\n" * lines, " " * (gap - lines), row["text"]]
        end, paragraph = row["end"], row["paragraph"]
    return "".join(parts)
