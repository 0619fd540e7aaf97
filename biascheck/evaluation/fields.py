"""Reading the label fields of a row: one label of a scheme, spans, a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biascheck.evaluation.rows import RowError
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def label_index(fields: Mapping[str, Any], labels: Sequence[str]) -> int:
    """Return the place of the row's ``label`` in the task's scheme.

    Raises:
        RowError: If it is missing or not in the scheme.
    """
    label = fields.get("label")
    if label is None:
        raise RowError("field 'label' is missing")
    if label not in labels:
        raise RowError(f"label {label!r} is none of {', '.join(labels)}")
    return list(labels).index(label)


def target_name(fields: Mapping[str, Any]) -> str:
    """Return the row's ``target``.

    Raises:
        RowError: If it is missing or blank.
    """
    target = fields.get("target")
    if not isinstance(target, str) or not target.strip():
        raise RowError("field 'target' is missing or blank")
    return target


def span_items(fields: Mapping[str, Any], length: int) -> list[Sequence[Any]]:
    """Return the items of ``spans``, each a list of ``length`` entries.

    Raises:
        RowError: If the field is missing or an item has another form.
    """
    items = fields.get("spans")
    if not isinstance(items, list):
        raise RowError("field 'spans' is missing or not a list")
    for item in items:
        if not isinstance(item, list) or len(item) != length:
            raise RowError(f"span {item!r} is not a list of {length} entries")
    return items


def span(start: Any, end: Any, text: Any) -> Span:
    """Return the span, checked against the row's text.

    Raises:
        RowError: If it is empty, reversed, outside the text or not of whole numbers.
    """
    if type(start) is not int or type(end) is not int:
        raise RowError(f"span [{start!r}, {end!r}] is not of whole numbers")
    if not (isinstance(text, str) and 0 <= start < end <= len(text)):
        raise RowError(f"span [{start}, {end}] is empty or outside the text")
    return Span(start, end)
