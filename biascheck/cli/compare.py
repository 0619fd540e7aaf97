"""``biascheck compare``: groups of a corpus side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output
from biascheck.cli.analyze import split_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.comparison.comparison import Comparison


class Format(StrEnum):
    """How to print."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


class Correction(StrEnum):
    """How p-values are corrected for the number of comparisons."""

    HOLM = "holm"
    BH = "bh"


Where = Annotated[
    Path, typer.Argument(metavar="RESULTS", help="What batch wrote: a folder or a file.")
]
By = Annotated[
    str, typer.Option("--by", help="Column of the groups: outlet, genre, month, or the input's.")
]
Scores = Annotated[list[str] | None, typer.Option("--scores", help="Only these, apart by commas.")]
Only = Annotated[list[str] | None, typer.Option("--only", help="Only this group; repeatable.")]
Reference = Annotated[
    str | None, typer.Option("--reference", help="Compare with this group, not with all others.")
]
Match = Annotated[
    str | None, typer.Option("--match", help="Column whose mixture is made equal, as topic.")
]
Cluster = Annotated[
    str | None, typer.Option("--cluster", help="Column whose articles are alike, as author.")
]
Minimum = Annotated[int, typer.Option("--min-n", min=2, help="Articles that a ranked group has.")]
Corrected = Annotated[Correction, typer.Option("--correction", help="For many comparisons.")]
Seed = Annotated[int, typer.Option("--seed", help="Of bootstrap and tests.")]
Plot = Annotated[Path | None, typer.Option("--plot", help="Draw to FILE.png, .svg or .pdf.")]
Form = Annotated[Format, typer.Option("--format", help="For people or programs.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.")]


def command(
    results: Where,
    *,
    by: By = "outlet",
    scores: Scores = None,
    only: Only = None,
    reference: Reference = None,
    match: Match = None,
    cluster: Cluster = None,
    minimum: Minimum = 20,
    correction: Corrected = Correction.HOLM,
    seed: Seed = 17,
    plot: Plot = None,
    output_format: Form = Format.TERMINAL,
    output_file: Output = None,
) -> None:
    """Compare groups of a corpus, with intervals, effect sizes and corrected tests."""
    from biascheck.comparison.compare import compare
    from biascheck.comparison.plot import check_plot, draw
    from biascheck.render.contract import SCORES
    from biascheck.results.reading import Results

    if plot is not None:
        check_plot(plot)
    found = Results(results)
    if found.notice:
        messages.tell(found.notice)
    comparison = compare(
        found,
        by,
        scores=split_names(scores) or SCORES,
        only=tuple(only or ()),
        reference=reference,
        matched=match,
        cluster=cluster,
        minimum=minimum,
        correction=correction.value,
        seed=seed,
    )
    programs = output_format in {Format.CSV, Format.JSON}
    output.write(_shown(comparison, output_format), output_file, programs=programs)
    if plot is not None:
        draw(comparison, plot)


def _shown(comparison: Comparison, output_format: Format) -> Iterator[str]:
    from biascheck.comparison import display

    if output_format is Format.JSON:
        yield output.as_json(comparison.to_dict())
    elif output_format is Format.CSV:
        yield from display.as_csv(comparison)
    elif output_format is Format.MARKDOWN:
        yield from display.markdown(comparison)
    else:
        yield output.drawn(*display.parts(comparison))
