"""The deletion test as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text

from biascheck.evaluation.table import figure

if TYPE_CHECKING:
    from rich.console import RenderableType

    from biascheck.evaluation.faithfulness.measurement import Faithfulness

_FALLS: Final = {"named": "evidence", "random": "random", "gain": "difference"}
_ONLY: Final = {"only_named": "evidence", "only_random": "random"}


def faithfulness_tables(found: Faithfulness) -> RenderableType:
    """Return the falls after deletion, then those with all else deleted."""
    model = f"{found.model.name} {found.model.version} ({found.model.runtime})"
    lost = f", {len(found.unreadable)} rows unreadable" if found.unreadable else ""
    return Stack(
        Text(f"faithfulness on {found.file}: {found.articles} articles{lost}; model {model}"),
        Text("Mean fall of the score when the evidence, or as much else at random, is deleted:"),
        _table(found, {**_FALLS, "named_more": "evidence more"}, counted=True),
        Text("The same when all is deleted but the evidence, or but as much else:"),
        _table(found, _ONLY),
        Text("In brackets: 95 % interval, bootstrap over articles."),
    )


def _table(found: Faithfulness, columns: dict[str, str], *, counted: bool = False) -> Table:
    table = Table("decision", *(["n"] if counted else []), *columns.values())
    for kind, tried in found.decisions.items():
        figures = [figure(tried.metrics[name]) for name in columns]
        table.add_row(kind, *([str(tried.n)] if counted else []), *figures)
    return table
