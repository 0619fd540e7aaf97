"""Findings for programs: one object, schema ``biascheck.lint/1``.

Offsets are half-open ranges of code points of the file's text as it was read; lines and
columns count from 1. Keys may be added; none changes its meaning without a new number.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from biascheck.lint.finding import Finding, Linted, Run

SCHEMA: Final = "biascheck.lint/1"


def render(run: Run) -> str:
    """Return the run as one JSON object."""
    value = {
        "schema": SCHEMA,
        "version": run.version,
        "files": [_file(file) for file in run.files],
        "failures": [{"path": it.path, "message": it.message} for it in run.failures],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _file(file: Linted) -> dict[str, Any]:
    model = file.provenance
    return {
        "path": file.path,
        "profile": file.profile,
        "findings": [_finding(finding) for finding in file.findings],
        "ignored": file.ignored,
        "known": file.known,
        "model": model and {"name": model.name, "version": model.version, "sha256": model.sha256},
        "warnings": [{"code": it.code, "message": it.message} for it in file.notices],
    }


def _finding(it: Finding) -> dict[str, Any]:
    return {
        "code": it.code,
        "rule": it.rule,
        "severity": it.severity.label,
        "message": it.message,
        "certainty": it.certainty,
        "evidence": list(it.evidence),
        "start": it.span.start,
        "end": it.span.end,
        "line": it.place.line,
        "column": it.place.column,
        "end_line": it.place.end_line,
        "end_column": it.place.end_column,
        "fingerprint": it.fingerprint,
    }
