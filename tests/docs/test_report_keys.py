"""docs/report.md names every key of the report's schema, and every score."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(
    (ROOT / "biascheck" / "render" / "report.schema.json").read_text(encoding="utf-8")
)
TEXT = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")


def keys(node):
    """Yield every property name of a JSON Schema."""
    if isinstance(node, dict):
        yield from node.get("properties", {}) if isinstance(node.get("properties"), dict) else ()
        yield from (key for key in node.get("required", []) if isinstance(key, str))
        for value in node.values():
            yield from keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys(value)


@pytest.mark.parametrize("key", sorted(set(keys(SCHEMA))))
def test_every_key_is_explained(key):
    assert re.search(rf"`{key}`", TEXT)


@pytest.mark.parametrize("key", sorted(SCHEMA["properties"]))
def test_every_part_has_its_row_and_section(key):
    assert f"\n| `{key}` |" in TEXT
    assert key == "schema" or f"\n## {key}\n" in TEXT


@pytest.mark.parametrize("score", SCHEMA["properties"]["scores"]["required"])
def test_every_score_is_in_the_method(score):
    assert f"\n| `{score}` |" in (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
