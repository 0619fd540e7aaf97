"""An audit as tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group as Stack
from rich.table import Table
from rich.text import Text

from biascheck.evaluation.audit.changes import OVERALL
from biascheck.evaluation.audit.drivers import SCORES
from biascheck.evaluation.table import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType

    from biascheck.evaluation.audit.bounds import Verdict
    from biascheck.evaluation.audit.changes import Change, Share
    from biascheck.evaluation.audit.leans import LeanAudit
    from biascheck.evaluation.audit.result import Audit
    from biascheck.evaluation.bootstrap import Measured
    from biascheck.types import Provenance

_DRIVERS: Final = 5  # names listed for each score
_INTERVALS: Final = "In brackets: 95 % interval, bootstrap over {}."


def audit_tables(audit: Audit) -> RenderableType:
    """Return bounds, changes, flips, checks and drivers."""
    return Stack(*_audit(audit))


def lean_tables(audit: LeanAudit) -> RenderableType:
    """Return the false-positive rates by lean, their differences and the bounds."""
    return Stack(*_leans(audit))


def _audit(audit: Audit) -> Iterator[RenderableType]:
    pairs = ", ".join(f"{n} of scope {scope}" for scope, n in audit.n.items())
    yield Text(f"pairs: {pairs}; {_model(audit.model)}")
    yield _bounds(audit.verdicts)
    for scope in audit.scores:
        yield _overall(audit, scope)
        yield from _by_family(audit, scope)
    if audit.held:
        yield _held(audit)
    yield from (_drivers(audit, score) for score in SCORES)
    yield Text(_INTERVALS.format("templates"))


def _leans(audit: LeanAudit) -> Iterator[RenderableType]:
    lost = f", {len(audit.unreadable)} unreadable" if audit.unreadable else ""
    yield Text(f"{audit.file}: {audit.opinion} opinion articles left out{lost}")
    yield Text(_model(audit.model))
    table = Table("lean of news", "outlets", "articles", "opinion sentences", "opinion articles")
    for lean, found in audit.leans.items():
        rates = [figure(rate) for rate in found.rates.values()]
        outlets = "?" if found.n_outlets is None else str(found.n_outlets)
        table.add_row(Text(lean), outlets, str(found.n_articles), *rates)
    differences = [figure(found) for found in audit.differences.values()]
    table.add_row("difference", "", "", *differences, style="bold")
    yield table
    yield _bounds(audit.verdicts)
    yield Text(_INTERVALS.format(f"{audit.clusters}s"))


def _model(model: Provenance) -> str:
    return f"model {model.name} {model.version} ({model.runtime})"


def _bounds(verdicts: Iterable[Verdict]) -> Table:
    table = Table("figure", "value", "bound", "")
    for verdict in verdicts:
        value = "undefined" if verdict.value is None else f"{verdict.value:.4f}"
        kept = "kept" if verdict.kept else "NOT kept"
        table.add_row(verdict.name, value, f"{verdict.bound:.2f}", kept)
    return table


def _overall(audit: Audit, scope: str) -> Table:
    table = Table("score or label", "n", "mean change", "95th percentile", "flips", title=scope)
    for score, families in audit.scores[scope].items():
        change = families[OVERALL]
        table.add_row(score, str(change.n), figure(change.mean), figure(change.p95), "")
    for label, flips in audit.flips[scope].items():
        table.add_row(
            f"{label} (label)", str(flips[OVERALL].n), "", "", figure(flips[OVERALL].share)
        )
    return table


def _by_family(audit: Audit, scope: str) -> Iterator[Table]:
    """Yield mean changes and flips without intervals, which the JSON form has."""
    scores, labels = audit.scores[scope], audit.flips[scope]
    means = {name: _means(by) for name, by in scores.items()}
    shares = {name: _flips(by) for name, by in labels.items()}
    for title, columns in (("mean change of scores", means), ("flips of labels", shares)):
        table = Table("family", *columns, title=f"{scope}: {title}")
        for family in next(iter(columns.values())):
            table.add_row(family, *(column.get(family, "") for column in columns.values()))
        yield table


def _means(by: Mapping[str, Change]) -> dict[str, str]:
    return {family: _value(change.mean) for family, change in by.items()}


def _flips(by: Mapping[str, Share]) -> dict[str, str]:
    return {family: _value(share.share) for family, share in by.items()}


def _value(measured: Measured) -> str:
    return "undefined" if measured.value is None else f"{measured.value:.3f}"


def _held(audit: Audit) -> Table:
    table = Table("family", *audit.held, title="share of pairs that are as they should be")
    for family in next(iter(audit.held.values())):
        shares = (by.get(family) for by in audit.held.values())
        table.add_row(family, *("" if s is None else figure(s.share) for s in shares))
    return table


def _drivers(audit: Audit, score: str) -> Table:
    table = Table("family", "name", "n", "shift", title=f"names that move {score} most")
    for driver in [d for d in audit.drivers if d.score == score][:_DRIVERS]:
        table.add_row(driver.family, Text(driver.name), str(driver.n), figure(driver.shift))
    return table
