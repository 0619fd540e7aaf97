"""SARIF 2.1.0, which code-scanning services read.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard, 2020.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from biascheck.lint.registry import RULES, load_rule
from biascheck.lint.rule import describe
from biascheck.lint.severity import Severity

if TYPE_CHECKING:
    from biascheck.lint.finding import Failure, Finding, Run

VERSION: Final = "2.1.0"
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
# Section 3.27.17: the name says how the fingerprint was made, and its version.
FINGERPRINT: Final = "biascheck/v1"


def render(run: Run) -> str:
    """Return the run as a SARIF log."""
    log = {
        "$schema": _SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": _driver(run.version)},
                # Section 3.14.17: what columns count.
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not run.failures,
                        "toolExecutionNotifications": [_failure(it) for it in run.failures],
                    }
                ],
                "results": [_result(file.path, it) for file in run.files for it in file.findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _driver(version: str) -> dict[str, Any]:
    return {"name": "biascheck", "version": version, "rules": [_rule(name) for name in RULES]}


def _rule(name: str) -> dict[str, Any]:
    rule = load_rule(name)
    said = describe(rule)
    return {
        "id": rule.CODE,
        "name": name,
        "shortDescription": {"text": f"{said.summary}."},
        "fullDescription": {"text": f"Flags: {said.flags}"},
        "help": {"text": f"Does not flag: {said.does_not_flag}\n\nThreshold: {said.threshold}"},
    }


def _result(path: str, it: Finding) -> dict[str, Any]:
    return {
        "ruleId": it.code,
        "ruleIndex": RULES.index(it.rule),
        "level": _LEVELS[it.severity],
        "message": {"text": it.message},
        "locations": [{"physicalLocation": {**_artifact(path), "region": _region(it)}}],
        "partialFingerprints": {FINGERPRINT: it.fingerprint},
    }


def _region(it: Finding) -> dict[str, int]:
    return {
        "startLine": it.place.line,
        "startColumn": it.place.column,
        "endLine": it.place.end_line,
        "endColumn": it.place.end_column,
        "charOffset": it.span.start,
        "charLength": it.span.end - it.span.start,
    }


def _artifact(path: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri(path)}}


def _failure(it: Failure) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": it.message},
        "locations": [{"physicalLocation": _artifact(it.path)}],
    }


def uri(path: str) -> str:
    """Return a path as a reference: relative ones as they are, absolute ones as ``file:``."""
    if "://" in path:
        return path
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    # A colon in the first part would be read as a scheme (RFC 3986, section 4.2).
    return quote(pure.as_posix(), errors="replace")
