"""A comparison for people and programs: tables for the terminal, Markdown, CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from biascheck.comparison.comparison import GroupScore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from biascheck.comparison.comparison import Comparison, ScoreComparison, Trait

_HEAD = ("group", "n", "mean", "95 %", "g", "p", "rank")


def parts(comparison: Comparison) -> Iterator[RenderableType]:
    """Yield tables and sentences for the terminal, which fit 80 columns."""
    from rich.table import Table
    from rich.text import Text

    for one in comparison.scores:
        table = Table(title=one.score, title_justify="left", box=None, pad_edge=False)
        for name in _HEAD:
            justify: Any = "left" if name == "group" else "right"
            table.add_column(name, justify=justify, overflow="ellipsis", max_width=26)
        for row in _rows(one):
            table.add_row(*(Text(cell) for cell in row))
        yield table
        yield Text(f"{one.verdict}{_missing(one)}\n")
    yield from (Text(line) for line in _told_traits(comparison))
    yield from (Text(line) for line in notes(comparison))


def markdown(comparison: Comparison) -> Iterator[str]:
    """Yield the same in Markdown, line by line."""
    for one in comparison.scores:
        yield f"### {one.score}\n\n"
        yield f"| {' | '.join(_HEAD)} |\n| --- |{' ---: |' * (len(_HEAD) - 1)}\n"
        for row in _rows(one):
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n"
        yield f"\n{one.verdict}{_missing(one)}\n\n"
    for line in (*_told_traits(comparison), *notes(comparison)):
        yield f"{line}\n\n"


def as_csv(comparison: Comparison) -> Iterator[str]:
    """Yield a row for each score and group, with a header."""
    names = [field.name for field in fields(GroupScore)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([comparison.by, "score", *names[1:]])
    for one in comparison.scores:
        for it in one.groups:
            told = "; ".join(f"{reason}: {n}" for reason, n in it.reasons.items())
            values = {name: getattr(it, name) for name in names} | {"reasons": told}
            writer.writerow([it.group, one.score, *(values[name] for name in names[1:])])
    yield out.getvalue()


def notes(comparison: Comparison) -> Iterator[str]:
    """Yield how the figures came about, and what they do not say."""
    against = comparison.reference or "all other groups"
    corrected = {"holm": "Holm", "bh": "Benjamini-Hochberg"}[comparison.correction]
    yield (
        f"g: Hedges' g against {against}. p: studentised permutation test, corrected by "
        f"{corrected}. Groups that are not apart may share a rank; 1 is the lowest mean. "
        f"Intervals: bootstrap over {comparison.cluster or 'articles'}, {comparison.draws:,} draws."
    )
    if comparison.matched:
        yield (
            f"Matched by {comparison.matched}, of which {len(comparison.strata)} are shared; "
            f"{comparison.left_out:,} articles outside them are left out."
        )
    if comparison.unknown:
        yield f"{comparison.unknown:,} articles have no {comparison.by}, and are left out."
    yield from comparison.notes


def _rows(one: ScoreComparison) -> Iterator[tuple[str, ...]]:
    for it in one.groups:
        n = f"{it.n:,}" if it.n == it.n_known else f"{it.n_known:,} of {it.n:,}"
        span = "-" if it.low is None else f"{_short(it.low)} to {_short(it.high)}"
        rank = "-" if it.rank is None else str(it.rank)
        p = "-" if it.p is None else "<.001" if it.p < 0.001 else f"{it.p:.3f}".lstrip("0")
        yield it.group, n, _short(it.mean), span, _signed(it.g), p, rank


def _missing(one: ScoreComparison) -> str:
    reasons: dict[str, int] = {}
    for it in one.groups:
        for reason, n in it.reasons.items():
            reasons[reason] = reasons.get(reason, 0) + n
    if not reasons:
        return ""
    told = "; ".join(f"{reason} ({n:,})" for reason, n in sorted(reasons.items()))
    return f" Without a value: {told}."


def _told_traits(comparison: Comparison) -> Iterator[str]:
    kinds: dict[tuple[str, str], list[Trait]] = {}
    for trait in comparison.traits:
        kinds.setdefault((trait.group, trait.kind), []).append(trait)
    for (group, kind), traits in kinds.items():
        told = ", ".join(
            f"{it.name} {it.value:+.2f} [{it.low:+.2f}, {it.high:+.2f}]" for it in traits[:5]
        )
        yield f"{group}, {kind}s: {told}"


def _short(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"
