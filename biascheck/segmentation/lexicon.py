"""Word lists are written as blank-separated text, which reads and diffs like prose."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(text.split())
