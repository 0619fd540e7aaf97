"""Requests made up from the server's own description: no fault, and answers as described.

Source: schemathesis, property-based testing of interfaces by their schema.
"""

from __future__ import annotations

import json

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import HOST
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from biascheck.serve.app import build
from biascheck.serve.asked import Asked
from biascheck.serve.description import report_schema
from biascheck.serve.desk import Desk
from biascheck.serve.limits import Limits
from tests.serve.conftest import TEXT

# What the schema allows may still be no English text, or name no page: 422 is right then,
# so that whether all that it allows is accepted is not asked.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    allow_header_conformance,
    unsupported_method,
]


def refuse(*_):
    from biascheck.errors import InputError

    raise InputError("there is no such page.")


@pytest.fixture(scope="module")
def description(tiny_analyzer):
    """Return the schema of an application whose model is tiny but whose code is all there."""
    app = build(Desk(tiny_analyzer, Limits(), refuse), "9.9", [HOST])
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.parametrize(
    ("method", "path", "mode", "examples", "statuses"),
    [
        ("POST", "/analyze", GenerationMode.POSITIVE, 60, {200, 422}),
        ("POST", "/analyze", GenerationMode.NEGATIVE, 60, {422}),
        ("GET", "/health", GenerationMode.POSITIVE, 1, {200}),
        ("GET", "/report.schema.json", GenerationMode.POSITIVE, 1, {200}),
    ],
)
def test_no_request_finds_a_fault(description, method, path, mode, examples, statuses):
    """The plugin of schemathesis for pytest lags behind it; hypothesis alone does the same."""
    seen = set()

    @given(description[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    def check(case):
        seen.add(case.call_and_validate(checks=CHECKS).status_code)

    check()
    # A fuzz that is always turned away at the door has tried nothing.
    assert seen >= statuses


def test_the_fuzz_reaches_every_address(description):
    paths = {operation.ok().path for operation in description.get_all_operations()}
    assert paths == {"/analyze", "/health", "/report.schema.json"}


def test_the_description_is_openapi_and_says_what_the_report_says(description):
    described = description.raw_schema
    assert described["openapi"].startswith("3.1")
    parts = described["components"]["schemas"]
    shipped = json.loads(report_schema())
    assert {f"Report.{name}" for name in shipped["$defs"]} < parts.keys()
    assert parts["Report"]["required"] == shipped["required"]
    assert "HTTPValidationError" not in json.dumps(described)
    assert {"400", "403", "413", "415", "422", "429", "503", "504"} <= described["paths"][
        "/analyze"
    ]["post"]["responses"].keys()
    for ref in _references(described):
        assert ref.removeprefix("#/components/schemas/") in parts


def _references(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
        for it in value.values():
            yield from _references(it)
    elif isinstance(value, list):
        for it in value:
            yield from _references(it)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"text": TEXT}, True),
        ({"url": "https://news.example/"}, True),
        ({"text": TEXT, "targets": ["Orlen"], "dimensions": ["stance"], "title": "Rain"}, True),
        ({}, False),
        ({"text": TEXT, "url": "https://news.example/"}, False),
        ({"text": ""}, False),
        ({"text": TEXT, "targets": [""]}, False),
        ({"text": TEXT, "more": 1}, False),
    ],
)
def test_the_schema_of_a_request_agrees_with_its_check(asked, fits):
    schema = Asked.model_json_schema()
    assert jsonschema.Draft202012Validator(schema).is_valid(asked) is fits
    try:
        Asked.model_validate(asked)
    except ValueError:
        assert not fits
    else:
        assert fits
