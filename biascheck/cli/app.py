"""The commands by name; a command's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer
from typer.core import TyperGroup

from biascheck import __version__
from biascheck.cli import messages, output
from biascheck.errors import ExitCode, unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = {
    "adapt": "Fit one head of a model to labels of your own.",
    "analyze": "Say how neutral an article is, and show the evidence.",
    "audit": "Swap names in controlled texts: does the judgement stay?",
    "batch": "Analyse a corpus: one row per article, in a stream.",
    "bench": "Measure time and memory on this machine.",
    "datasets": "Show the corpora behind the models; check a local copy.",
    "dimensions": "List what can be measured, also by other packages.",
    "evaluate": "Measure a model on labelled files.",
    "models": "List the installed models, their figures and licences.",
    "train": "Train a model by a recipe.",
}

# Bases of every usage error, wherever the installed typer keeps them.
_CLICK_ERROR: Final = cast("type[Exception]", typer.BadParameter.__mro__[2])


class Commands(TyperGroup):
    """The group of all commands, which lists them without importing them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click's signature
        """Return the command, imported now; None for an unknown name."""
        return _load(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command of the first argument.

        Raises:
            ConfigError: There is none of this name; says which is near.
        """
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise unknown_name("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands for ``--help``."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; click would turn a closed pipe into exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise output.PipeClosedError from error


def _load(name: str) -> Any:
    command = import_module(f"biascheck.cli.{name}").command
    if isinstance(command, typer.Typer):
        app = command
    else:
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name)(command)
    loaded = typer.main.get_command(app)
    loaded.name = name
    return loaded


def _version(value: bool) -> None:
    if value:
        typer.echo(f"biascheck {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Measure how neutral news articles are, and show the evidence.

    Start with: biascheck analyze FILE
    """


def run(arguments: Sequence[str] | None) -> int:
    """Run the command that the arguments name, and return its exit code.

    A command ends by returning an exit code, by ``typer.Exit`` or by an error.

    Raises:
        BiascheckError: A command failed.
        PipeClosedError: Nobody reads standard output any more.
    """
    app = typer.Typer(cls=Commands, rich_markup_mode=None, no_args_is_help=True)
    app.callback()(_root)
    try:
        code = typer.main.get_command(app).main(
            args=None if arguments is None else list(arguments),
            prog_name="biascheck",
            standalone_mode=False,
        )
    except typer.Abort:
        return int(ExitCode.INTERRUPTED)
    except _CLICK_ERROR as error:
        return _tell_usage(error)
    return int(code) if isinstance(code, int) else int(ExitCode.OK)


def _tell_usage(error: Any) -> int:
    """Print a usage error with the command to ask for help; no arguments: the help."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help(), err=True)
        return int(ExitCode.USAGE)
    path = context.command_path if context is not None else "biascheck"
    messages.tell(f"{error.format_message()} See: {path} --help")
    return int(ExitCode.USAGE)
