"""Running a task over a file: one pass through the model, texts are not kept."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from biascheck.atomic import atomic
from biascheck.errors import DataError
from biascheck.evaluation.answers import answer, by_group, majority, measure_answers
from biascheck.evaluation.cases import Case, document_sizes, gather
from biascheck.evaluation.result import Evaluation, Group
from biascheck.evaluation.rows import Unreadable, read_lines, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from biascheck.atomic import OutputFile
    from biascheck.evaluation.answers import Answer
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model, Task

G = TypeVar("G")
P = TypeVar("P")


def evaluate(
    task: Task[G, P],
    path: Path,
    model: Model,
    *,
    predictions: Path | None = None,
    on_unreadable: Callable[[Unreadable], None] = lambda _: None,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Evaluation:
    """Evaluate a model on a file of labelled rows.

    Args:
        task: The task.
        path: JSON Lines, plain or gzipped.
        model: The analyzer.
        predictions: Where to write one prediction per row, in the file's order.
        on_unreadable: Told of every row that cannot be read, as it is met.
        on_rows: Told how many more rows are done.

    Raises:
        DataError: If the file or all of its rows cannot be read.
        OutputError: If the predictions cannot be written.
        ModelError: If the model lacks what the task asks for.
    """
    lost: list[Unreadable] = []

    def lose(row: Unreadable) -> None:
        lost.append(row)
        on_unreadable(row)

    # Opened first, so that a path that cannot be written fails before the work, not after.
    with nullcontext() if predictions is None else atomic(predictions) as file:
        cases = read_cases(task, lambda: read_lines(path), lose)
        answers = predict(task, cases, model, on_rows)
        if not answers:
            raise _nothing_readable(task.name, path, lost)
        if file is not None:
            _write(file, ({"id": a.id, **task.record(a.prediction)} for a in answers))
    return summarise(task, str(path), answers, lost, model)


def _nothing_readable(task: str, path: Path, lost: Sequence[Unreadable]) -> DataError:
    cause = lost[0].cause if lost else "the file is empty"
    return DataError(
        f"no row can be read as {task!r}: {cause}.",
        source=f"{path}:{lost[0].line}" if lost else str(path),
        hint="`biascheck evaluate rows` writes files in the expected format.",
    )


def read_cases(
    task: Task[G, P],
    lines: Callable[[], Iterable[tuple[int, bytes]]],
    on_unreadable: Callable[[Unreadable], None],
) -> Iterator[Case[G]]:
    """Yield the cases of a file; ``lines`` is called again to find where documents end."""
    sizes = document_sizes(read_rows(lines(), task.gold)) if task.joins else None

    def readable() -> Iterator[Row[G]]:
        for row in read_rows(lines(), task.gold):
            if isinstance(row, Unreadable):
                on_unreadable(row)
            else:
                yield row

    if sizes is None:
        return (Case((row,)) for row in readable())
    return gather(readable(), sizes)


def predict(
    task: Task[G, P],
    cases: Iterable[Case[G]],
    model: Model,
    on_rows: Callable[[int], None] = lambda _: None,
) -> list[Answer[G, P]]:
    """Return every row's label and prediction, in the file's order."""
    answers: list[Answer[G, P]] = []
    for case, predictions in task.predict(model, cases):
        answers.extend(answer(row, p) for row, p in zip(case.rows, predictions, strict=True))
        on_rows(len(case.rows))
    return sorted(answers, key=lambda a: a.line)


def summarise(
    task: Task[G, P],
    file: str,
    answers: Sequence[Answer[G, P]],
    unreadable: Sequence[Unreadable],
    model: Model,
) -> Evaluation:
    """Return metrics, majority baseline and breakdowns of these answers."""
    groups = {
        field: {value: Group(len(part), measure_answers(task, part)) for value, part in values}
        for field, values in ((f, v.items()) for f, v in by_group(answers).items())
    }
    return Evaluation(
        task=task.name,
        file=file,
        n=len(answers),
        unreadable=tuple(unreadable),
        lead=task.lead,
        metrics=measure_answers(task, answers),
        majority=measure_answers(task, majority(task, answers)),
        groups=groups,
        model=model.provenance,
        counts=task.counts([a.prediction for a in answers]),
    )


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write JSON Lines, whole or not at all, and return how many rows.

    Raises:
        OutputError: If the file cannot be written.
    """
    with atomic(path) as file:
        return _write(file, rows)


def _write(file: OutputFile, rows: Iterable[dict[str, Any]]) -> int:
    written = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        written += 1
    return written
