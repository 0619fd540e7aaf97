"""``biascheck evaluate faithfulness``: does deleting the named evidence change the decision?"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads it
from typing import Annotated

import typer

from biascheck.cli import messages, output
from biascheck.cli.options import (
    AnyModel,
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


def faithfulness(
    file: Annotated[Path, typer.Argument(help="Articles: .jsonl or .jsonl.gz, id and text.")],
    *,
    model: AnyModel = None,
    labels: Labels = None,
    offline: Offline = False,
    device: Device = "cpu",
    draws: Annotated[
        int, typer.Option("--draws", min=1, help="Random deletions of each decision.")
    ] = 3,
    per_article: Annotated[
        int, typer.Option("--per-article", min=1, help="Decisions of each kind from one article.")
    ] = 4,
    seed: Annotated[int, typer.Option("--seed", help="Of the random draws.")] = 13,
    form: Format = TableOrJson.TABLE,
    output_file: OutputFile = None,
    quiet: Quiet = False,
) -> int:
    """Delete the evidence that reports name, and as much else, and compare the falls."""
    from biascheck.evaluation.faithfulness.display import faithfulness_tables
    from biascheck.evaluation.faithfulness.measurement import measure_faithfulness

    analyzer = load_analyzer(model, device, labels, offline=offline)
    with counted_rows("faithfulness", quiet=quiet) as advance:
        found = measure_faithfulness(
            file, analyzer, draws=draws, most=per_article, seed=seed, on_article=advance
        )
    for row in found.unreadable:
        messages.tell(f"{file}:{row.line}: left out: {row.cause}.")
    as_json = form is TableOrJson.JSON
    text = output.as_json(found.to_dict()) if as_json else output.drawn(faithfulness_tables(found))
    output.write([text], output_file, programs=as_json)
    return int(ExitCode.SOME_FAILED if found.unreadable else ExitCode.OK)


def add_to(command: typer.Typer) -> None:
    """Add the subcommand to a group."""
    command.command("faithfulness")(faithfulness)
