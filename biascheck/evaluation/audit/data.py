"""The audit's own texts and names, shipped as JSON beside the code."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def read_data(name: str) -> dict[str, Any]:
    """Return the object in one of the audit's data files."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return dict(json.loads(text))
