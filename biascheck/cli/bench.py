"""``biascheck bench``: start-up, memory and growth with length or corpus, as ratios."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.benchmark.corpus_memory import ARTICLES, FACTOR, measure_corpus_memory
from biascheck.benchmark.length import measure_length
from biascheck.benchmark.memory import measure_memory
from biascheck.benchmark.startup import measure_startup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.benchmark.result import Result


class Benchmark(StrEnum):
    """What can be measured."""

    STARTUP = "startup"
    MEMORY = "memory"
    LENGTH = "length"
    CORPUS_MEMORY = "corpus-memory"


# What takes longer is measured only when it is asked for.
_QUICK = (Benchmark.STARTUP, Benchmark.MEMORY, Benchmark.LENGTH)


class Format(StrEnum):
    """How to print."""

    TERMINAL = "terminal"
    JSON = "json"


def command(
    benchmarks: Annotated[
        list[Benchmark] | None,
        typer.Argument(help="What to measure (default: all but 'corpus-memory')."),
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Runs of each side of 'startup'.")] = 5,
    words: Annotated[
        list[int] | None,
        typer.Option(min=1, help="Length for 'memory' and 'length'; may be repeated."),
    ] = None,
    articles: Annotated[
        int, typer.Option(min=FACTOR, help="Articles of the larger corpus of 'corpus-memory'.")
    ] = ARTICLES,
    model: Annotated[
        str | None, typer.Option("--model", help="Model of 'corpus-memory'; default: the shipped.")
    ] = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="For people, or JSON for programs.")
    ] = Format.TERMINAL,
) -> None:
    """Measure start-up, memory and growth on this machine, against a baseline in the same run."""
    results: list[Result] = []
    with TemporaryDirectory(prefix="biascheck-") as folder:
        for benchmark in benchmarks or _QUICK:
            typer.echo(f"measuring {benchmark.value} ...", err=True)
            if benchmark is Benchmark.CORPUS_MEMORY:
                results.append(measure_corpus_memory(Path(folder), articles, model))
            else:
                results.append(_measure(benchmark, Path(folder), repeats, words))
    if output_format is Format.JSON:
        typer.echo(json.dumps([result.to_dict() for result in results], indent=2))
    else:
        _print(results)


def _measure(
    benchmark: Benchmark, folder: Path, repeats: int, words: Sequence[int] | None
) -> Result:
    if benchmark is Benchmark.STARTUP:
        return measure_startup(folder, repeats)
    measure = measure_memory if benchmark is Benchmark.MEMORY else measure_length
    return measure(folder, words) if words else measure(folder)


def _print(results: Sequence[Result]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    for result in results:
        table = Table(title=result.name, title_justify="left", box=None, pad_edge=False)
        table.add_column("")
        table.add_column(result.unit, justify="right")
        table.add_column("ratio", justify="right")
        for row in result.rows:
            ratio = "1" if row.ratio is None else f"{row.ratio:.2f}"
            table.add_row(row.what, f"{row.value:.3g}", ratio)
        console.print(table)
        verdict = "kept" if result.holds else "NOT kept"
        console.print(
            f"ratio to: {result.baseline}\n"
            f"bound: {result.claim}; measured {result.measured:.3g}, "
            f"bound {result.bound:.3g}: {verdict}\n"
        )
