"""``biascheck bench``: speed and memory, as ratios to a baseline in the same run."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.benchmark.registry import BENCHMARKS, QUICK, load_measure
from biascheck.benchmark.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from biascheck.benchmark.result import Result


class Format(StrEnum):
    """How to print."""

    TERMINAL = "terminal"
    JSON = "json"


def command(
    benchmarks: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help=f"What to measure: {', '.join(BENCHMARKS)} (default: {', '.join(QUICK)}).",
        ),
    ] = None,
    repeats: Annotated[int | None, typer.Option(min=1, help="Runs of each side.")] = None,
    words: Annotated[
        list[int] | None, typer.Option(min=1, help="Length of an article; may be repeated.")
    ] = None,
    articles: Annotated[int | None, typer.Option(min=1, help="Articles of a corpus.")] = None,
    seconds: Annotated[float | None, typer.Option(min=0.1, help="How long to measure.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="Default: the shipped.")] = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="For people, or JSON for programs.")
    ] = Format.TERMINAL,
) -> None:
    """Measure speed and memory on this machine, against a baseline in the same run."""
    results: list[Result] = []
    lengths = tuple(words or ())
    measures = {name: load_measure(name) for name in benchmarks or QUICK}
    for name, measure in measures.items():
        typer.echo(f"measuring {name} ...", err=True)
        with TemporaryDirectory(prefix="biascheck-") as folder:
            settings = Settings(Path(folder), repeats, lengths, articles, seconds, model)
            results.append(measure(settings))
    if output_format is Format.JSON:
        typer.echo(json.dumps([result.to_dict() for result in results], indent=2))
    else:
        _print(results)


def _print(results: Sequence[Result]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for result in results:
        console.print(_table(result))
        if result.baseline:
            console.print(f"ratio to: {result.baseline}")
        verdict = "kept" if result.holds else "NOT kept"
        console.print(
            f"bound: {result.claim}; measured {result.measured:.3g}, "
            f"bound {result.bound:.3g}: {verdict}\n"
        )


def _table(result: Result) -> Table:
    from rich.table import Table

    table = Table(title=result.name, title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    table.add_column(result.unit, justify="right")
    if result.baseline:
        table.add_column("ratio", justify="right")
    for row in result.rows:
        ratio = "1" if row.ratio is None else f"{row.ratio:.2f}"
        table.add_row(row.what, f"{row.value:.3g}", *([ratio] if result.baseline else []))
    return table
