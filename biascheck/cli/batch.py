"""``biascheck batch``: a corpus to one row per article."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages
from biascheck.cli.analyze import (
    Device,
    Dimensions,
    Force,
    Labels,
    Model,
    Offline,
    Quiet,
    Targets,
    split_names,
)
from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from biascheck.corpus.run import Outcome

Corpus = Annotated[
    list[str],
    typer.Argument(
        metavar="CORPUS",
        help="Folders (.txt, .md, .html), quoted patterns, .jsonl[.gz], .csv or .tsv files.",
    ),
]
Target = Annotated[Path, typer.Option("-o", "--output", help="OUT.jsonl or OUT.parquet.")]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="Default: guessed.")]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="Default: guessed.")]
TitleColumn = Annotated[str | None, typer.Option("--title-column", help="Default: guessed.")]


def command(
    corpus: Corpus,
    *,
    output_file: Target,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    title_column: TitleColumn = None,
    target: Targets = None,
    force: Force = False,
    model: Model = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    dimensions: Dimensions = None,
    quiet: Quiet = False,
) -> int:
    """Analyse a corpus: one row per article, in a stream.

    An article that fails becomes a row with its error and stops nothing. Exit codes:
    0 all written; 3 some failed; 4 none could be analysed; 130 interrupted.
    """
    from biascheck.analyzer import Analyzer
    from biascheck.atomic import atomic
    from biascheck.corpus import sinks
    from biascheck.corpus.run import run
    from biascheck.corpus.sources import Corpus as Source
    from biascheck.corpus.sources import Options

    announce: Callable[[str], None] = (lambda _: None) if quiet else messages.tell
    sinks.check_suffix(output_file)
    options = Options(text_column, id_column, title_column)
    source = Source(corpus, options, leave_out=output_file, announce=announce)
    source.check()
    analyzer = Analyzer.from_pretrained(
        model,
        labels=labels,
        device=device,
        dimensions=split_names(dimensions),
        offline=offline,
    )
    rows = (item.read(force=force) for item in source.items())
    started = time.monotonic()
    with atomic(output_file) as file, _progress(quiet=quiet) as advance:
        sink = sinks.open_sink(output_file, file)
        outcome = run(rows, analyzer, sink, targets=tuple(target or ()), on_progress=advance)
        sink.close()
    for line in _summary(outcome, output_file, time.monotonic() - started):
        announce(line)
    return outcome.exit_code


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """Give a function that shows how far a run has come; only a terminal shows it."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    parts = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading the first articles")

        def advance(outcome: Outcome) -> None:
            told = f"{outcome.read:,} articles, {outcome.failed:,} failed"
            progress.update(task, description=told)

        yield advance


def _summary(outcome: Outcome, path: Path, seconds: float) -> Iterator[str]:
    rate = outcome.read / seconds if seconds else 0.0
    kinds = ", ".join(f"{number:,} {code}" for code, number in sorted(outcome.failures.items()))
    failed = f"{outcome.failed:,} failed" + (f" ({kinds})" if kinds else "")
    yield (
        f"read {outcome.read:,} articles in {seconds:.1f} s ({rate:.1f}/s): "
        f"{outcome.written:,} written to {path}, {failed}."
    )
    if outcome.exit_code is not ExitCode.OK and path.suffix == ".jsonl":
        yield f'What failed: grep \'"error": {{"code"\' {path}'
    if outcome.least_neutral is not None:
        source, value = outcome.least_neutral
        told = f"The least neutral article ({value:.0f} of 100) is {source}."
        yield f"{told} See: biascheck analyze {source}" if Path(source).is_file() else told
