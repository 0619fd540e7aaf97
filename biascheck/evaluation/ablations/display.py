"""What an ablation found, as tables for the terminal and as rows for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text

from biascheck.evaluation.ablations.ablation import CHANGE
from biascheck.evaluation.protocols.display import measured_of
from biascheck.evaluation.table import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType

    from biascheck.evaluation.bootstrap import Measured

_NAMES: Final = {"macro_f1": "macro-F1", "opinion_f1": "opinion F1", "auroc": "AUROC"}


def ablation_tables(result: Mapping[str, Any]) -> RenderableType:
    """Return the tables of one ablation, from the object that its JSON form prints."""
    return Stack(*_parts(result))


def ablation_list(ablations: Iterable[Mapping[str, str]]) -> RenderableType:
    """Return the list of ablations: name, question, what is fitted, the shipped choice."""
    keys = ("name", "asks", "fitted", "shipped")
    table = Table("ablation", "asks", "fitted", "shipped", show_lines=True)
    for one in ablations:
        table.add_row(*(Text(one[key]) for key in keys))
    return table


def markdown(result: Mapping[str, Any]) -> str:
    """Return a table for each set of units in Markdown; the shipped choice is in bold."""
    return "\n\n".join(_markdown(found, result["shipped"]) for found in result["parts"])


def _parts(result: Mapping[str, Any]) -> Iterator[RenderableType]:
    yield Text(f"{result['ablation']}: {result['asks']}")
    yield Text(f"Fitted: {result['fitted']} Seed {result['seed']}; {result['encoder']}.")
    for name, value in result["details"].items():
        yield Text(f"{name}: {value}")
    for found in result["parts"]:
        metrics = _metrics(found)
        title = Text(_title(found))
        table = Table("variant", *map(_named, metrics), title=title, title_justify="left")
        for variant, cells in _rows(found, result["shipped"]):
            mark = " (shipped)" if variant == result["shipped"] else ""
            table.add_row(*map(Text, (variant + mark, *cells)))
        yield table
    yield Text("In brackets: 95 % interval, bootstrap over articles; change: of the first metric.")


def _markdown(found: Mapping[str, Any], shipped: str) -> str:
    names = [_named(metric) for metric in _metrics(found)]
    lines = [
        f"| {_title(found)} | {' | '.join(names)} |",
        f"| {' | '.join(['---'] * (len(names) + 1))} |",
    ]
    for variant, cells in _rows(found, shipped):
        name = f"**{variant}**" if variant == shipped else variant
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _title(found: Mapping[str, Any]) -> str:
    return f"{found['name']}, {found['n']} {found['unit']}"


def _metrics(found: Mapping[str, Any]) -> list[str]:
    return list(next(iter(found["systems"].values())))


def _named(metric: str) -> str:
    return _NAMES.get(metric, metric.replace("_", " "))


def _rows(found: Mapping[str, Any], shipped: str) -> Iterator[tuple[str, list[str]]]:
    for variant, figures in found["systems"].items():
        yield (
            variant,
            [
                _change(measured_of(value), same=variant == shipped)
                if metric == CHANGE
                else figure(measured_of(value))
                for metric, value in figures.items()
            ],
        )


def _change(found: Measured, *, same: bool) -> str:
    """Return a difference with its sign, as in ``+.012 [-.003, +.027]``."""
    if same:
        return "-"
    if found.value is None:
        return "undefined"
    if found.low is None or found.high is None:
        return _signed(found.value)
    return f"{_signed(found.value)} [{_signed(found.low)}, {_signed(found.high)}]"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("0.", ".", 1)
