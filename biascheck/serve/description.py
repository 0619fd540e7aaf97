"""The OpenAPI description: FastAPI's, with the report's schema and the problems in it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, Final

from biascheck.serve.problem import KINDS, MEDIA_TYPE

REPORT: Final = "report.schema.json"
_COMPONENTS: Final = "#/components/schemas/"


@cache
def report_schema() -> bytes:
    """Return the JSON Schema of a report, as it ships."""
    return resources.files("biascheck.render").joinpath(REPORT).read_bytes()


def components() -> dict[str, Any]:
    """Return the schemas of answers: ``Report`` with its parts, and ``Problem``."""
    schema = _moved(json.loads(report_schema()))
    parts = schema.pop("$defs")
    for key in ("$id", "$schema"):
        schema.pop(key)
    return {
        **{f"Report.{name}": part for name, part in parts.items()},
        "Report": schema,
        "Problem": _PROBLEM,
    }


def _moved(value: Any) -> Any:
    """Return a schema whose references lead to where its parts stand in OpenAPI."""
    if isinstance(value, list):
        return [_moved(it) for it in value]
    if not isinstance(value, dict):
        return value
    return {
        key: it.replace("#/$defs/", f"{_COMPONENTS}Report.") if key == "$ref" else _moved(it)
        for key, it in value.items()
    }


def report_answer() -> dict[str, Any]:
    """Return the description of an answer that is a report."""
    told = f"The report, schema biascheck.report/1; also at /{REPORT}."
    return _answer(told, "application/json", "Report")


def problem_answers(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """Return the descriptions of the problems that an address may answer with."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in sorted({KINDS[kind].status for kind in kinds}):
        titles = [KINDS[kind].title for kind in kinds if KINDS[kind].status == code]
        found[code] = _answer(f"{'. '.join(titles)}.", MEDIA_TYPE, "Problem")
    for status, answer in found.items():
        if status in (429, 503):
            answer["headers"] = {"Retry-After": _RETRY_AFTER}
    return found


def _answer(description: str, media_type: str, schema: str) -> dict[str, Any]:
    content = {media_type: {"schema": {"$ref": f"{_COMPONENTS}{schema}"}}}
    return {"description": description, "content": content}


_RETRY_AFTER: Final = {
    "description": "Seconds to wait before the next try.",
    "schema": {"type": "integer", "minimum": 1},
}
_PROBLEM: Final = {
    "title": "Problem",
    "description": "RFC 9457; `next` says what to do.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "next"],
    "properties": {
        "type": {"enum": [f"/api#{kind}" for kind in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "next": {"type": "string"},
        "errors": {
            "description": "Each fault of the content; `pointer` is an RFC 6901 JSON pointer.",
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
