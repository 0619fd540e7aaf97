"""``biascheck datasets``: the cards of every corpus, and a check of a local copy."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from biascheck.catalogue.location import DATA_VARIABLE, data_folder
from biascheck.catalogue.shelf import load_card, load_cards
from biascheck.catalogue.verification import FileCheck, check_copy
from biascheck.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biascheck.catalogue.card import Card

command = typer.Typer(
    help="Cards of the corpora behind the models: source, citation, licence, checksums.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How to print."""

    TERMINAL = "terminal"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="For people, or JSON for programs.")]


@command.callback()
def datasets(
    context: typer.Context,
    output_format: FormatOption = Format.TERMINAL,
) -> None:
    """List the cards of every corpus that models were trained on."""
    if context.invoked_subcommand is not None:
        return
    cards = load_cards()
    if output_format is Format.JSON:
        _print_json([card.manifest() for card in cards])
    else:
        _print_cards(cards)


@command.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Name of a card, as in the list.")],
    output_format: FormatOption = Format.TERMINAL,
) -> None:
    """Show one card: source, citation, licence, labels, known problems, files."""
    card = load_card(name)
    if output_format is Format.JSON:
        _print_json(card.manifest())
    else:
        _print_card(card)


@command.command("check")
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help=f"The local copy (default: the variable {DATA_VARIABLE})."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Only this card; may be repeated.")
    ] = None,
    output_format: FormatOption = Format.TERMINAL,
) -> None:
    """Verify a local copy of the corpora by checksum and row count.

    Exit code 0: every file is as its card says; 3: some are; 4: none is.
    """
    where = data_folder(folder)
    # The base encoder is a package of its own and not below the corpora folder.
    cards = (
        [load_card(each) for each in name]
        if name
        else [card for card in load_cards() if card.kind != "encoder"]
    )
    checks = [result for card in cards for result in check_copy(card, where)]
    if output_format is Format.JSON:
        _print_json([_as_json(result) for result in checks])
    else:
        _print_checks(checks, where)
    raise typer.Exit(_exit_code(checks))


def _exit_code(checks: Sequence[FileCheck]) -> ExitCode:
    good = sum(result.state == "ok" for result in checks)
    if good == len(checks):
        return ExitCode.OK
    return ExitCode.SOME_FAILED if good else ExitCode.NOTHING_DONE


def _as_json(result: FileCheck) -> dict[str, str]:
    return {
        "dataset": result.card,
        "path": result.path,
        "state": result.state,
        "detail": result.detail,
    }


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _print_cards(cards: Sequence[Card]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("name", no_wrap=True)
    table.add_column("rows", justify="right", no_wrap=True)
    table.add_column("licence", no_wrap=True)
    table.add_column("used for")
    for card in cards:
        rows = f"{card.rows:,}" if card.rows else ""
        table.add_row(card.name, rows, str(card.licence), ", ".join(card.heads))
    console = Console(highlight=False)
    console.print(table)
    console.print("\n'biascheck datasets show NAME' shows a card.")


def _print_card(card: Card) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(highlight=False)
    if console.is_terminal:
        console.print(Markdown(card.text()))
    else:
        typer.echo(card.text(), nl=False)


def _print_checks(checks: Sequence[FileCheck], folder: Path) -> None:
    for result in checks:
        detail = f" ({result.detail})" if result.detail else ""
        typer.echo(f"{result.state:<11}{result.card:<24}{result.path}{detail}")
    good = sum(result.state == "ok" for result in checks)
    typer.echo(f"{good} of {len(checks)} files in {folder} are as their cards say.", err=True)
    if good < len(checks):
        typer.echo("'biascheck datasets show NAME' tells how to obtain a corpus.", err=True)
