"""Reading the fields of an item that a tool exported, each checked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from biascheck.annotation.task import ItemError, Mark, Place
from biascheck.errors import unknown_name
from biascheck.labels import ROLES
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def text_of(fields: Mapping[str, Any]) -> str:
    """Return the text.

    Raises:
        ItemError: There is none.
    """
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ItemError("it has no text")
    return text


def name_of(fields: Mapping[str, Any], *keys: str) -> str:
    """Return the first of these fields that has a value, as the article's name.

    Raises:
        ItemError: None has.
    """
    for key in keys:
        value = fields.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    raise ItemError(f"it has no {' or '.join(map(repr, keys))} that names the article")


def outlet_of(fields: Mapping[str, Any]) -> str | None:
    """Return the outlet, None where it is not known."""
    value = fields.get("outlet")
    return value if isinstance(value, str) and value else None


def span_of(start: Any, end: Any, text: str) -> Span:
    """Return a span of the text.

    Raises:
        ItemError: It is none.
    """
    whole = all(isinstance(it, int) and not isinstance(it, bool) for it in (start, end))
    if not whole or not 0 <= start < end <= len(text):
        raise ItemError(f"{start!r} to {end!r} is no span of its {len(text):,} characters")
    return Span(start, end)


def mark_of(span: Span, label: Any) -> Mark:
    """Return a span under a role.

    Raises:
        ItemError: The label is no role.
    """
    if label not in ROLES:
        error = unknown_name("role", str(label), ROLES)
        raise ItemError(f"{error.cause.rstrip('.')}: {error.hint}".rstrip("."))
    return Mark(span, label)


def places_of(fields: Mapping[str, Any], text: str) -> tuple[Place, ...] | None:
    """Return the sentences as they were sent, ordered and disjoint; None where there are none.

    Raises:
        ItemError: They are no sentences of the text.
    """
    found = fields.get("sentences")
    if found is None:
        return None
    try:
        places = tuple(Place(span_of(start, end, text), int(n)) for start, end, n in found)
    except (TypeError, ValueError) as error:
        raise ItemError("its field 'sentences' is malformed") from error
    spans = [place.span for place in places]
    if any(one.end > two.start for one, two in pairwise(spans)):
        raise ItemError("its sentences overlap")
    return places
