"""Values of tables as the results can hold them: JSON scalars, in valid Unicode."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

_HALF: Final = re.compile(r"[\ud800-\udfff]")


def scalar(value: Any) -> str | int | float | bool | None:
    """Return a value as a JSON scalar.

    Nested values become JSON; dates and the like become text as ISO 8601 or as they show
    themselves. NaN and binary values are None: the former is how tables say unknown, the
    latter are images and the like.
    """
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return None
    if isinstance(value, (dict, list, tuple)):
        return whole(json.dumps(value, ensure_ascii=False, default=scalar))
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def string(value: Any) -> str | None:
    """Return a value as text without blanks around; None where it is absent or blank."""
    found = scalar(value)
    return None if found is None else str(found).strip() or None


def whole(text: str) -> str:
    """Return a text with halves of surrogate pairs, which no file can hold, replaced."""
    return _HALF.sub("\ufffd", text)


def is_whole(text: str) -> bool:
    """Return whether a text holds no half of a surrogate pair."""
    return _HALF.search(text) is None
