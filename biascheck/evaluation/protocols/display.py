"""What a protocol found, as tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text

from biascheck.evaluation.bootstrap import Measured
from biascheck.evaluation.table import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType


def outcome_tables(result: Mapping[str, Any]) -> RenderableType:
    """Return the tables of one protocol, from the object that its JSON form prints."""
    return Stack(*_parts(result))


def protocol_table(protocols: Iterable[Mapping[str, str]]) -> RenderableType:
    """Return the list of protocols: name, what each measures, holds out, and was seen."""
    table = Table("protocol", "measures", "held out", "seen by the encoder", show_lines=True)
    for one in protocols:
        table.add_row(*(Text(one[key]) for key in ("name", "about", "held_out", "seen")))
    return table


def _parts(result: Mapping[str, Any]) -> Iterator[RenderableType]:
    yield Text(f"{result['protocol']}: {result['encoder']}; seed {result['seed']}")
    yield Text(f"Held out: {result['held_out']}")
    yield Text(f"The encoder has seen: {result['seen']}")
    for name, value in result["details"].items():
        yield Text(f"{name}: {value}")
    for found in result["parts"]:
        yield _table(found)
    yield Text("In brackets: 95 % interval, bootstrap over documents.")


def _table(found: Mapping[str, Any]) -> Table:
    metrics = list(next(iter(found["systems"].values())))
    title = f"{found['name']}: {found['n']} {found['unit']}"
    table = Table("system", *metrics, title=Text(title), title_justify="left")
    for system, figures in found["systems"].items():
        cells = [figure(measured_of(figures[name])) for name in metrics]
        table.add_row(Text(system), *(Text(cell) for cell in cells))
    return table


def measured_of(figures: Mapping[str, Any]) -> Measured:
    """Return a figure from its JSON form."""
    return Measured(figures["value"], figures["low"], figures["high"], figures.get("reason"))
