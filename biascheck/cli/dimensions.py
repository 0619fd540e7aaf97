"""``biascheck dimensions``: what can be measured, by which package, with which model."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from io import StringIO
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biascheck import __version__
from biascheck.cli import output
from biascheck.errors import ExitCode, ModelError, unknown_name
from biascheck.render.harmless import inline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biascheck.dimensions.registry import Entry

_FORMATS = ("json", "table")
_WIDTH = 100

FormatName = Annotated[str, typer.Option("--format", help="One of: table, json.")]
Model = Annotated[
    str | None, typer.Option("--model", help="Name or folder of a model (see: biascheck models).")
]


@dataclass(frozen=True, slots=True)
class Listed:
    """A dimension of the list.

    ``heads`` says for each head that it needs whether the model has it; None where there
    is no model to ask. ``fault`` says why it cannot be used, None if it can.
    """

    name: str
    version: int | None
    package: str
    measures: str | None
    does_not_measure: str | None
    source: str | None
    heads: dict[str, bool | None]
    fault: str | None


def command(format_name: FormatName = "table", model: Model = None) -> int:
    """List what can be measured: the built-in dimensions and those of other packages.

    Exit codes: 0 all can be used; 3 the package of some is broken.
    """
    if format_name not in _FORMATS:
        raise unknown_name("format", format_name, _FORMATS)
    from biascheck.dimensions.registry import list_dimensions

    stored = _stored_heads(model)
    found = [_listed(entry, stored) for entry in list_dimensions()]
    if format_name == "json":
        text = json.dumps([asdict(it) for it in found], ensure_ascii=False, indent=1) + "\n"
    else:
        text = _table(found)
    output.write([text], None, programs=format_name == "json")
    return ExitCode.SOME_FAILED if any(it.fault for it in found) else ExitCode.OK


def _stored_heads(model: str | None) -> Mapping[str, Any] | None:
    """Return the model's heads; None where no model was named and none is installed."""
    from biascheck.encoder.persistence import find_model, head_specs, read_config

    try:
        return head_specs(read_config(find_model(model)))
    except ModelError:
        if model is not None:
            raise
        return None


def _listed(entry: Entry, stored: Mapping[str, Any] | None) -> Listed:
    from biascheck.dimensions.dimension import describe

    package = f"{entry.package} {entry.release or __version__}"
    if entry.module is None:
        return Listed(entry.name, None, package, None, None, None, {}, entry.fault)
    said = describe(entry.module)
    heads = {
        spec.name: None if stored is None else spec.fits(stored.get(spec.name))
        for spec in entry.module.HEADS
    }
    return Listed(
        name=entry.name,
        version=entry.module.VERSION,
        package=package,
        measures=said.measures,
        does_not_measure=said.does_not_measure,
        source=said.source,
        heads=heads,
        fault=None,
    )


def _table(found: Sequence[Listed]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in ("dimension", "from", "in the model", "measures, and after whom"):
        table.add_column(column, overflow="fold")
    for dimension in found:
        table.add_row(*map(inline, _cells(dimension)[:3]), _said(dimension))
        table.add_row()
    console = Console(file=StringIO(), width=_WIDTH, color_system=None, markup=False, _environ={})
    console.print(table)
    assert isinstance(console.file, StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().rstrip().splitlines()) + "\n"


def _cells(dimension: Listed) -> tuple[str, str, str]:
    if dimension.fault is not None:
        return dimension.name, dimension.package, "BROKEN"
    return f"{dimension.name}.v{dimension.version}", dimension.package, _heads(dimension.heads)


def _heads(heads: Mapping[str, bool | None]) -> str:
    if not heads:
        return "needs no head"
    if None in heads.values():
        return "no model"
    missing = [name for name, there in heads.items() if not there]
    return f"no: {', '.join(missing)}" if missing else "yes"


def _said(dimension: Listed) -> str:
    if dimension.fault is not None:
        return inline(dimension.fault)
    return f"{inline(dimension.measures or '')}\nSource: {inline(dimension.source or '')}"
