"""The table of all figures: every task on its dev corpora beside both baselines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biascheck.errors import DataError
from biascheck.evaluation.answers import answer, majority, measure_answers
from biascheck.evaluation.remembering import Remembering
from biascheck.evaluation.result import measured_dict
from biascheck.evaluation.rows import Row, Unreadable, read_rows
from biascheck.evaluation.runner import predict, read_cases
from biascheck.evaluation.tasks import load_task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.evaluation.bootstrap import Measured
    from biascheck.evaluation.corpora.catalogue import CorpusFile
    from biascheck.evaluation.corpora.source import Split
    from biascheck.evaluation.tasks.task import Model, Task

_LEAD_NAMES = {
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "auroc": "AUROC",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One dev corpus: its size and the metrics of the baselines and the model.

    ``model`` is None where only the baselines were asked for.
    """

    task: str
    corpus: str
    n: int
    lead: str
    majority: Mapping[str, Measured]
    baseline: Mapping[str, Measured]
    model: Mapping[str, Measured] | None
    counts: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, with all metrics."""
        return {
            "task": self.task,
            "corpus": self.corpus,
            "n": self.n,
            "lead": self.lead,
            "majority": measured_dict(self.majority),
            "tfidf": measured_dict(self.baseline),
            "biascheck": None if self.model is None else measured_dict(self.model),
            **self.counts,
        }


def table_rows(
    data: Path,
    corpora: Iterable[CorpusFile],
    model: Model | None,
    on_corpus: Callable[[CorpusFile], None] = lambda _: None,
) -> Iterator[TableRow]:
    """Yield a row for each corpus.

    Args:
        data: Folder of the corpora.
        corpora: Which ones.
        model: The analyzer; None: only the baselines.
        on_corpus: Told which corpus comes next.

    Raises:
        DataError: If a corpus is missing or malformed.
    """
    remembering = None if model is None else Remembering(model)
    for corpus in corpora:
        on_corpus(corpus)
        yield _table_row(data, corpus, remembering)


def _table_row(data: Path, corpus: CorpusFile, model: Model | None) -> TableRow:
    task = load_task(corpus.task)
    train, dev = (_read(data, corpus, split, task) for split in ("train", "dev"))
    predictions = task.baseline(train, dev)
    baseline = [answer(row, p) for row, p in zip(dev, predictions, strict=True)]
    answers = None if model is None else predict(task, dev_cases(data, corpus, task), model)
    return TableRow(
        task=task.name,
        corpus=corpus.corpus,
        n=len(dev),
        lead=task.lead,
        majority=measure_answers(task, majority(task, baseline)),
        baseline=measure_answers(task, baseline),
        model=None if answers is None else measure_answers(task, answers),
        counts={} if answers is None else task.counts([a.prediction for a in answers]),
    )


def _lines(data: Path, corpus: CorpusFile, split: Split) -> Iterator[tuple[int, bytes]]:
    for number, row in enumerate(corpus.rows(data, split), 1):
        yield number, json.dumps(row).encode()


def _read(data: Path, corpus: CorpusFile, split: Split, task: Task[Any, Any]) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    for row in read_rows(_lines(data, corpus, split), task.gold):
        if isinstance(row, Unreadable):
            raise _malformed(corpus, row)
        rows.append(row)
    return rows


def dev_cases(data: Path, corpus: CorpusFile, task: Task[Any, Any]) -> Iterator[Any]:
    """Yield the dev documents of a corpus in the form of a task.

    Raises:
        DataError: If the corpus is missing or malformed.
    """

    def fail(row: Unreadable) -> None:
        raise _malformed(corpus, row)

    return read_cases(task, lambda: _lines(data, corpus, "dev"), fail)


def _malformed(corpus: CorpusFile, row: Unreadable) -> DataError:
    return DataError(
        f"row {row.line} cannot be read as {corpus.task!r}: {row.cause}.", source=corpus.corpus
    )


def markdown(rows: Sequence[TableRow]) -> str:
    """Return the table in Markdown: leading metrics with 95 % intervals."""
    lines = [
        "| task | corpus | n | metric | majority | TF-IDF + LR | biascheck |",
        "| --- | --- | ---: | --- | --- | --- | --- |",
    ]
    for row in rows:
        cells = [row.majority, row.baseline, row.model]
        shown = [figure(cell[row.lead]) if cell is not None else "-" for cell in cells]
        name = _LEAD_NAMES.get(row.lead, row.lead)
        lines.append(f"| {row.task} | {row.corpus} | {row.n} | {name} | {' | '.join(shown)} |")
    return "\n".join(lines)


def figure(measured: Measured) -> str:
    """Return a value and its interval as in ``.742 [.701, .780]``."""
    if measured.value is None:
        return "undefined"
    if measured.low is None or measured.high is None:
        return _decimal(measured.value)
    return f"{_decimal(measured.value)} [{_decimal(measured.low)}, {_decimal(measured.high)}]"


def _decimal(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
