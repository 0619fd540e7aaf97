"""JSON Lines: one report per line, written as soon as it is there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from biascheck.render.contract import escape, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biascheck.render.layout import Layout
    from biascheck.types import Report


def render(reports: Iterable[Report], layout: Layout) -> Iterator[str]:  # noqa: ARG001 - the signature of every format
    """Yield one line per report."""
    for report in reports:
        yield line(to_dict(report))


def line(value: Mapping[str, Any]) -> str:
    """Return one JSON value as one line, its line end included."""
    return escape(json.dumps(value, ensure_ascii=False, allow_nan=False)) + "\n"
