"""The commands by name; a command's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer
from typer.core import TyperGroup

from biascheck import __version__
from biascheck.cli import messages, output
from biascheck.cli.settings import Settings, find, load, options_of
from biascheck.errors import ExitCode, unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = {
    "adapt": "Fit one head of a model to labels of your own.",
    "analyze": "Say how neutral an article is, and show the evidence.",
    "audit": "Swap names in controlled texts: does the judgement stay?",
    "batch": "Analyse a corpus: a result, duplicate or error per article.",
    "bench": "Measure time and memory on this machine.",
    "compare": "Compare groups of a corpus, with intervals and tests.",
    "config": "Show the settings that a file gives, and where it is.",
    "datasets": "Show the corpora behind the models; check a local copy.",
    "dimensions": "List what can be measured, also by other packages.",
    "evaluate": "Measure a model on labelled files.",
    "export": "Write reports as tasks for an annotation tool.",
    "import": "Turn corrected annotations into labelled rows.",
    "lint": "Say where a text leaves the voice that it promises.",
    "lsp": "Lint while you write: a language server for editors.",
    "models": "List the installed models, their figures and licences.",
    "serve": "Serve a page to try a text, and a REST interface.",
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
        return load_command(cmd_name) if cmd_name in COMMANDS else None

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


def module_of(name: str) -> str:
    """Return the module of a command; ``import`` cannot be the name of one."""
    return f"biascheck.cli.{name}_" if iskeyword(name) else f"biascheck.cli.{name}"


def load_command(name: str) -> Any:
    """Import a command and return it as click has it."""
    command = import_module(module_of(name)).command
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


def defaults(settings: Settings, names: tuple[str, ...], command: Any) -> dict[str, Any]:
    """Return what the settings say for a command and its subcommands, as click reads it."""
    subcommands = getattr(command, "commands", {})
    found: dict[str, Any] = settings.of(names, options_of(command), subcommands)
    for name, below in subcommands.items():
        found[name] = defaults(settings, (*names, name), below)
    return found


def _root(
    ctx: typer.Context,
    *,
    config: Annotated[
        Path | None, typer.Option("--config", help="Settings file; default: the nearest one.")
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no settings file.")] = False,
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Measure how neutral news articles are, and show the evidence.

    Start with: biascheck analyze FILE
    """
    path = None if no_config else config or find(Path.cwd())
    settings = ctx.obj = Settings() if path is None else load(path, COMMANDS)
    name = ctx.invoked_subcommand
    if name is not None and name in settings.tables:
        ctx.default_map = {name: defaults(settings, (name,), load_command(name))}


def make_app() -> typer.Typer:
    """Return ``biascheck`` itself, with options of its own and every command by name."""
    app = typer.Typer(cls=Commands, rich_markup_mode=None, no_args_is_help=True)
    app.callback()(_root)
    return app


def run(arguments: Sequence[str] | None) -> int:
    """Run the command that the arguments name, and return its exit code.

    A command ends by returning an exit code, by ``typer.Exit`` or by an error.

    Raises:
        BiascheckError: A command failed.
        PipeClosedError: Nobody reads standard output any more.
    """
    try:
        code = typer.main.get_command(make_app()).main(
            args=None if arguments is None else list(arguments),
            prog_name="biascheck",
            standalone_mode=False,
        )
    except typer.Abort:
        return int(ExitCode.INTERRUPTED)
    except _CLICK_ERROR as error:
        return _tell_usage(error)
    return int(code) if isinstance(code, int) else int(ExitCode.OK)


def _origin(error: Any, context: Any) -> str:
    """Return which file a bad value comes from; nothing where it is the command line's."""
    name = getattr(getattr(error, "param", None), "name", None)
    if context is None or name not in (context.default_map or {}):
        return ""
    source = context.get_parameter_source(name)
    if source is not None and source.name == "COMMANDLINE":
        return ""
    return f" It is set in {context.find_root().obj.source}."


def _tell_usage(error: Any) -> int:
    """Print a usage error with the command to ask for help; no arguments: the help."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help(), err=True)
        return int(ExitCode.USAGE)
    path = context.command_path if context is not None else "biascheck"
    told = f"{error.format_message()}{_origin(error, context)}"
    messages.tell(f"{told} See: {path} --help")
    return int(ExitCode.USAGE)
