"""Fills ``<!-- schema: PATH -->`` in a page with every key of a JSON Schema and what it means."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
_PLACE: Final = re.compile(r"<!-- schema: (\S+) -->")
_BOUNDS: Final = {
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "exclusiveMinimum": "> {}",
    "exclusiveMaximum": "< {}",
}


def kind(node: dict[str, Any]) -> str:
    """Return in a few words what a value may be: ``number or null``, ``list of frame``."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in node:
        return f"`{json.dumps(node['const'])}`"
    if "enum" in node:
        return ", ".join(f"`{json.dumps(value)}`" for value in node["enum"])
    if "anyOf" in node and "type" not in node:
        return " or ".join(map(kind, node["anyOf"]))
    if "prefixItems" in node:
        return f"pair of {' and '.join(map(kind, node['prefixItems']))}"
    if node.get("type") == "array":
        return f"list of {kind(node['items'])}" if "items" in node else "list"
    if isinstance(node.get("additionalProperties"), dict):
        return f"object of {kind(node['additionalProperties'])}"
    types = node.get("type", "any value")
    told = types if isinstance(types, str) else " or ".join(types)
    return " ".join(
        [told, *(text.format(node[key]) for key, text in _BOUNDS.items() if key in node)]
    )


def _rows(node: dict[str, Any]) -> Iterator[str]:
    yield "| key | value | meaning |"
    yield "| --- | --- | --- |"
    for key, value in node["properties"].items():
        name = f"`{key}`" if key in node.get("required", ()) else f"`{key}` (may be absent)"
        yield f"| {name} | {kind(value)} | {escape(value.get('description', ''), quote=False)} |"


def _section(name: str, node: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"### {name}", "")
    if "description" in node:
        yield from (node["description"], "")
    if "properties" in node:
        yield from _rows(node)
    else:
        yield kind(node)


def table(schema: dict[str, Any]) -> str:
    """Return the Markdown for a schema: its own keys, then a section for each definition."""
    lines = [schema.get("description", ""), "", *_rows(schema)]
    for name, node in sorted(schema.get("$defs", {}).items()):
        lines += _section(name, node)
    return "\n".join(lines)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the schemas where a page asks for them."""
    return _PLACE.sub(
        lambda place: table(json.loads((ROOT / place[1]).read_text(encoding="utf-8"))), markdown
    )
