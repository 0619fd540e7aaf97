"""``biascheck evaluate faithfulness``: does deleting the named evidence change the decision?"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.cli import messages, output
from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from biascheck.evaluation.faithfulness.measurement import Faithfulness


class Form(StrEnum):
    """Forms of the result."""

    TABLE = "table"
    JSON = "json"


def faithfulness(
    file: Annotated[Path, typer.Argument(help="Articles: .jsonl or .jsonl.gz, id and text.")],
    *,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Name or folder of a model (see: biascheck models)."),
    ] = None,
    device: Annotated[
        str, typer.Option("--device", help="Where the model runs: cpu, cuda, mps.")
    ] = "cpu",
    draws: Annotated[
        int, typer.Option("--draws", min=1, help="Random deletions of each decision.")
    ] = 3,
    per_article: Annotated[
        int, typer.Option("--per-article", min=1, help="Decisions of each kind from one article.")
    ] = 4,
    seed: Annotated[int, typer.Option("--seed", help="Of the random draws.")] = 13,
    form: Annotated[Form, typer.Option("--format", help="Form of the result.")] = Form.TABLE,
    output_file: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> int:
    """Delete the evidence that reports name, and as much else, and compare the falls."""
    from biascheck.analyzer import Analyzer
    from biascheck.cli.evaluate import _progress
    from biascheck.evaluation.faithfulness.measurement import measure_faithfulness

    analyzer = Analyzer.from_pretrained(model, device=device)
    with _progress("faithfulness", quiet=quiet) as advance:
        found = measure_faithfulness(
            file, analyzer, draws=draws, most=per_article, seed=seed, on_article=advance
        )
    for row in found.unreadable:
        messages.tell(f"{file}:{row.line}: left out: {row.cause}.")
    as_json = form is Form.JSON
    text = (
        json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
        if as_json
        else _drawn(found)
    )
    output.write([text], output_file, programs=as_json)
    return int(ExitCode.SOME_FAILED if found.unreadable else ExitCode.OK)


def add_to(command: typer.Typer) -> None:
    """Add the subcommand to a group."""
    command.command("faithfulness")(faithfulness)


def _drawn(found: Faithfulness) -> str:
    from rich.console import Console

    from biascheck.evaluation.faithfulness.display import faithfulness_tables

    console = Console()
    with console.capture() as captured:
        console.print(faithfulness_tables(found))
    return captured.get()
