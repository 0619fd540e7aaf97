"""Workflow commands, which GitHub Actions shows as annotations of a pull request.

Source: GitHub Actions, "Workflow commands", setting a notice, warning or error message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.lint.severity import Severity
from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from biascheck.lint.finding import Finding, Run

_COMMANDS: Final = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}


def render(run: Run) -> str:
    """Return a command for each finding."""
    return "".join(_command(file.path, it) for file in run.files for it in file.findings)


def _command(path: str, it: Finding) -> str:
    place = it.place
    fields: dict[str, str | int] = {"file": path, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        # GitHub takes columns on one line only.
        fields |= {"col": place.column, "endColumn": place.end_column}
    fields["title"] = f"{it.code} {it.rule}"
    told = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
    return f"::{_COMMANDS[it.severity]} {told}::{_data(inline(it.message))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
