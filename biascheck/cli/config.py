"""``biascheck config``: which settings hold, and where they come from."""

from __future__ import annotations

from typing import Annotated

import typer

from biascheck.cli import output
from biascheck.errors import unknown_name


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[COMMAND]", help="Default: all that the file gives.")
    ] = None,
) -> None:
    """Show the settings that a file gives; with a command, all of its settings.

    Flags win over the file, and the file over the defaults.
    """
    from biascheck.cli.app import COMMANDS, load_command
    from biascheck.cli.settings import Settings, described, options_of

    settings = ctx.find_root().obj or Settings()
    lines = [f"file: {settings.source or '(none)'}\n"]
    if name is not None and name not in COMMANDS:
        raise unknown_name("command", name, COMMANDS)
    for each in [name] if name else list(settings.tables):
        options = options_of(load_command(each))
        given = settings.of((each,), options)
        lines.append(f"[{each}]\n")
        lines += [
            f"  {setting} = {value}  ({origin})\n"
            for setting, value, origin in described(options, given)
            if name or origin == "file"
        ]
    output.write(lines, None, programs=False)
