"""An evaluation as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text

from biascheck.evaluation.table import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from biascheck.evaluation.result import Evaluation


def result_tables(result: Evaluation) -> RenderableType:
    """Return the metrics beside the majority baseline, then the breakdowns."""
    return Stack(*_parts(result))


def _parts(result: Evaluation) -> Iterator[RenderableType]:
    read = f"{result.n} rows" + "".join(f", {n} {k}" for k, n in result.counts.items())
    lost = f", {len(result.unreadable)} unreadable" if result.unreadable else ""
    model = f"{result.model.name} {result.model.version} ({result.model.runtime})"
    yield Text(f"{result.task} on {result.file}: {read}{lost}; model {model}")
    yield _metrics(result)
    for field in result.groups:
        yield _groups(result, field)
    yield Text("In brackets: 95 % interval, bootstrap over documents.")


def _metrics(result: Evaluation) -> Table:
    table = Table("metric", "biascheck", "majority", title=None)
    for name, measured in result.metrics.items():
        table.add_row(name, figure(measured), figure(result.majority[name]))
    return table


def _groups(result: Evaluation, field: str) -> Table:
    table = Table(field, "n", *result.metrics)
    for value, group in result.groups[field].items():
        figures = [figure(group.metrics[name]) for name in result.metrics]
        table.add_row(Text(value), str(group.n), *figures)
    return table
