"""The table of the index as compact JSON, which the page's script shows, sorts and searches.

A row is a list; its texts that repeat (outlets, frames, reasons) are numbers into one list
of texts. ``templates/index.js`` reads it, with the order of the fields from here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from biascheck.render.contract import escape
from biascheck.render.html.index.entries import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biascheck.render.html.index.entries import Entry

FIELDS: Final = (
    *("title", "where", "page", "outlet", "date", "genre", *NUMBERS),
    *("frame", "status", "told", "why"),
)
# Beyond what any column shows, so that sorting is exact where it can be seen.
_DIGITS: Final = 4


def to_json(entries: Iterable[Entry]) -> Markup:
    """Return the data of the table, safe inside a script element of type JSON."""
    texts: dict[str, int] = {}
    rows = [_row(entry, texts) for entry in entries]
    data = {"fields": FIELDS, "rows": rows, "texts": list(texts)}
    told = escape(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    # "<" occurs inside strings only; written so, no markup can begin and the element not end.
    return Markup(told.replace("<", "\\u003c"))  # noqa: S704


def _row(entry: Entry, texts: dict[str, int]) -> list[Any]:
    def number(value: str) -> int:
        return texts.setdefault(value, len(texts))

    figures = (entry.numbers[name] for name in NUMBERS)
    return [
        entry.title,
        entry.where,
        entry.page,
        number(entry.outlet),
        entry.date,
        number(entry.genre),
        *(None if value is None else round(value, _DIGITS) for value in figures),
        number(entry.frame),
        number(entry.status),
        entry.told,
        [number(entry.why[name]) if name in entry.why else None for name in NUMBERS]
        if entry.why
        else None,
    ]
