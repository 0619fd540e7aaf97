"""JSON: one object for one input, an array for several, each report as it comes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from biascheck.render.contract import escape, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.render.layout import Layout
    from biascheck.types import Report


def render(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield indented JSON; ``layout.several`` decides between object and array.

    Raises:
        ValueError: A number is not finite, which is a bug of whoever made the report.
    """
    written = 0
    for report in reports:
        if layout.several:
            yield ",\n" if written else "[\n"
        yield escape(json.dumps(to_dict(report), ensure_ascii=False, allow_nan=False, indent=1))
        written += 1
    if layout.several:
        yield "\n]\n" if written else "[]\n"
    elif written:
        yield "\n"
