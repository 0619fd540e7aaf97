"""``file:line:column: severity code message``, as compilers write it and editors read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from biascheck.lint.finding import Run


def render(run: Run) -> str:
    """Return a line for each finding."""
    return "".join(
        f"{inline(file.path)}:{it.place.line}:{it.place.column}: "
        f"{it.severity.label} {it.code} {inline(it.message)}\n"
        for file in run.files
        for it in file.findings
    )
