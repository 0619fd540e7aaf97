"""``biascheck lsp``: the linter inside an editor, while one writes."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002 - typer reads the annotations

from biascheck.cli.options import AnyModel, Device, load_linter
from biascheck.cli.settings import Settings, options_of
from biascheck.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from biascheck.lint.finding import Linted
    from biascheck.lint.linter import Linter
    from biascheck.lint.options import Options


def command(
    ctx: typer.Context,
    *,
    model: AnyModel = None,
    device: Device = "cpu",
) -> None:
    """Speak the Language Server Protocol on standard input and output.

    An editor starts it. Profiles, rules, thresholds and baseline come from [lint] of the
    settings file.
    """
    if find_spec("pygls") is None:
        raise ConfigError("the language server needs pygls.", hint="pip install 'biascheck[lsp]'")
    from biascheck import __version__
    from biascheck.lint.baseline import load_baseline
    from biascheck.lint.server import build

    options, path = _settings(ctx.find_root().obj or Settings())
    known = None if path is None else load_baseline(path)

    @cache
    def linter() -> Linter:
        return load_linter(options, model, device)

    def lint(text: str, source: str) -> Linted:
        from biascheck.reading.text import article_from_text

        linted = linter().lint(article_from_text(text, source=source))
        return linted if known is None else known.strip(linted)

    build(lint, __version__).start_io()


def _settings(settings: Settings) -> tuple[Options, Path | None]:
    """Return what [lint] says, and its baseline."""
    from pathlib import Path

    from biascheck.cli.app import load_command
    from biascheck.lint.options import parse_options

    given: dict[str, Any] = settings.of(("lint",), options_of(load_command("lint")))
    options = parse_options(
        given.get("profile", "news"),
        desks=given.get("desk", ()),
        select=given.get("select", ()),
        ignore=given.get("ignore", ()),
        severities=given.get("severity", ()),
        thresholds=given.get("threshold", ()),
    )
    baseline = given.get("baseline")
    return options, None if baseline is None else Path(baseline)
