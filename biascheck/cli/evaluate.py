"""``biascheck evaluate``: how good the tool is on labelled files.

One subcommand per task, and some about the corpora: ``table`` reprints the figures of the
documentation, ``rows`` writes a corpus as an evaluation file, ``protocol`` runs a fixed
measurement (folds, transfer, coverage, words, spans), ``ablation`` sets variants beside the
shipped choice, ``faithfulness`` deletes the evidence that reports name.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biascheck.cli import ablations, faithfulness, messages, output, protocols
from biascheck.cli.options import (
    AnyModel,
    Data,
    Device,
    Format,
    Labels,
    Offline,
    OutputFile,
    Quiet,
    TableOrJson,
    load_analyzer,
)
from biascheck.cli.progress import counted_rows
from biascheck.errors import ExitCode
from biascheck.evaluation.tasks import TASKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from biascheck.evaluation.result import Evaluation
    from biascheck.evaluation.tasks.task import Model

command = typer.Typer(
    name="evaluate",
    help="Measure a model on labelled files (JSON Lines, plain or gzipped).",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


class TableFormat(StrEnum):
    """Forms of the table of all figures."""

    MARKDOWN = "markdown"
    JSON = "json"


class Part(StrEnum):
    """Parts of a corpus."""

    TRAIN = "train"
    DEV = "dev"


LabelledFile = Annotated[Path, typer.Argument(help="Labelled rows: .jsonl or .jsonl.gz.")]
Predictions = Annotated[
    Path | None,
    typer.Option("--predictions", help="Write one prediction per row, in the file's order."),
]


def _add_task(task: str) -> None:
    @command.command(task, help=TASKS[task])
    def run(
        file: LabelledFile,
        *,
        model: AnyModel = None,
        labels: Labels = None,
        offline: Offline = False,
        predictions: Predictions = None,
        form: Format = TableOrJson.TABLE,
        output_file: OutputFile = None,
        device: Device = "cpu",
        quiet: Quiet = False,
    ) -> int:
        analyzer = load_analyzer(model, device, labels, offline=offline)
        with counted_rows(task, quiet=quiet) as advance:
            result = _evaluate(task, file, analyzer, predictions, advance)
        as_json = form is TableOrJson.JSON
        text = _drawn(result, as_json=as_json)
        output.write([text], output_file, programs=as_json)
        return int(ExitCode.SOME_FAILED if result.unreadable else ExitCode.OK)


def _drawn(result: Evaluation, *, as_json: bool) -> str:
    from biascheck.evaluation.display import result_tables

    return output.as_json(result.to_dict()) if as_json else output.drawn(result_tables(result))


for _task in TASKS:
    _add_task(_task)
protocols.add_to(command)
ablations.add_to(command)
faithfulness.add_to(command)


def _evaluate(
    task: str, file: Path, model: Model, predictions: Path | None, advance: Callable[[int], None]
) -> Evaluation:
    from biascheck.evaluation.runner import evaluate
    from biascheck.evaluation.tasks import load_task

    result = evaluate(
        load_task(task),
        file,
        model,
        predictions=predictions,
        on_unreadable=lambda row: messages.tell(f"{file}:{row.line}: left out: {row.cause}."),
        on_rows=advance,
    )
    if result.unreadable:
        messages.tell(f"{file}: {len(result.unreadable)} rows could not be read.")
    return result


@command.command("table")
def table(
    *,
    data: Data = None,
    tasks: Annotated[
        list[str] | None, typer.Option("--tasks", help="Only these, apart by commas.")
    ] = None,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    form: Annotated[
        TableFormat, typer.Option("--format", help="Form of the table.")
    ] = TableFormat.MARKDOWN,
    output_file: OutputFile = None,
    baselines_only: Annotated[
        bool, typer.Option("--baselines-only", help="Leave the model out.")
    ] = False,
    device: Device = "cpu",
    quiet: Quiet = False,
) -> None:
    """Print every task on its development corpora, beside both baselines."""
    from biascheck.catalogue.location import data_folder
    from biascheck.evaluation.corpora.catalogue import CORPORA, corpora_of
    from biascheck.evaluation.table import markdown, table_rows

    names = [name for given in tasks or () for name in given.split(",")]
    chosen = [c for name in names for c in corpora_of(name)] if names else CORPORA
    folder = data_folder(data)
    analyzer = None if baselines_only else load_analyzer(model, device, labels, offline=offline)

    def announce(corpus: Any) -> None:
        if not quiet:
            messages.tell(f"{corpus.task} on {corpus.corpus} ...")

    rows = list(table_rows(folder, chosen, analyzer, announce))
    as_json = form is TableFormat.JSON
    text = output.as_json([row.to_dict() for row in rows]) if as_json else markdown(rows) + "\n"
    output.write([text], output_file, programs=as_json)


@command.command("rows")
def rows(
    task: Annotated[str, typer.Argument(help="One of the tasks.")],
    output_file: Annotated[Path, typer.Option("-o", "--output", help="File to write (.jsonl).")],
    *,
    data: Data = None,
    corpus: Annotated[
        str | None, typer.Option("--corpus", help="Only this corpus. Default: all of the task.")
    ] = None,
    split: Annotated[Part, typer.Option("--split", help="Part of the corpus.")] = Part.DEV,
) -> None:
    """Write a corpus as an evaluation file."""
    from biascheck.catalogue.location import data_folder
    from biascheck.evaluation.corpora.catalogue import corpora_of
    from biascheck.evaluation.runner import write_rows

    chosen = [c for c in corpora_of(task, corpus) if corpus or not c.selection]
    folder = data_folder(data)
    n = write_rows(output_file, (row for c in chosen for row in c.rows(folder, split.value)))
    messages.tell(f"{output_file}: {n} rows of {', '.join(c.corpus for c in chosen)}.")
