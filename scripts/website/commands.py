"""The commands of biascheck as plain click commands, for tools that read those.

typer carries a click of its own, which mkdocs-click and click-man do not take for click's. The
tree is mirrored here with what they show: names, help, arguments and options, word for word as
``--help`` prints them. A mirrored command cannot be run.
"""

from __future__ import annotations

import sys
from typing import Any

import click
import typer

from biascheck.cli.app import COMMANDS, load_command, make_app


class _Option(click.Option):
    """An option that says of itself what ``--help`` says."""

    def __init__(self, shown: Any, context: Any) -> None:
        names = "/".join(filter(None, (shown.opts[-1], *shown.secondary_opts)))
        super().__init__([*shown.opts[:-1], names], is_flag=shown.is_flag, hidden=shown.hidden)
        self.record = shown.get_help_record(context)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:  # noqa: ARG002 - click's signature
        """Return names with the kind of value, and the help."""
        return self.record


class _Argument(click.Argument):
    """An argument that stands in the usage line as ``--help`` writes it."""

    def __init__(self, shown: Any, context: Any) -> None:
        super().__init__([shown.name], nargs=shown.nargs, required=shown.required)
        self.pieces = shown.get_usage_pieces(context)

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the argument's part of the usage line."""
        return self.pieces


def _help(command: Any, context: Any) -> str:
    """Return the help of a command, and a paragraph for each of its arguments."""
    arguments = [
        parameter.get_help_record(context)
        for parameter in command.params
        if parameter.param_type_name == "argument"
    ]
    told = [f"{record[0].split()[0]}: {record[1]}" for record in arguments if record and record[1]]
    return "\n\n".join([command.help or "", *told])


def _mirror(command: Any, name: str, summary: str | None = None) -> click.Command:
    """Return one command with all that is below it."""
    context = command.context_class(command, info_name=name)
    kinds = {"option": _Option, "argument": _Argument}
    shared: dict[str, Any] = {
        "name": name,
        "help": _help(command, context),
        "short_help": summary or (command.help or "").split("\n\n")[0].replace("\n", " "),
        "params": [
            kinds[parameter.param_type_name](parameter, context) for parameter in command.params
        ],
    }
    below = getattr(command, "commands", None)
    if below is None:
        return click.Command(**shared)
    return click.Group(
        **shared,
        invoke_without_command=command.invoke_without_command,
        commands=[_mirror(child, child_name) for child_name, child in below.items()],
    )


def mirror() -> click.Group:
    """Return ``biascheck`` with every command and subcommand."""
    root = _mirror(typer.main.get_command(make_app()), "biascheck")
    commands = [_mirror(load_command(name), name, told) for name, told in COMMANDS.items()]
    return click.Group(
        "biascheck",
        help=root.help,
        short_help=root.short_help,
        params=root.params,
        commands=commands,
    )


biascheck = mirror()
# mkdocs loads this file by its path; mkdocs-click asks for it by its name.
sys.modules.setdefault("commands", sys.modules[__name__])
