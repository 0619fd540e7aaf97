"""docs/serve.md: its examples are answered, and its tables name what there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from biascheck.serve.app import build
from biascheck.serve.asked import Asked
from biascheck.serve.desk import Desk
from biascheck.serve.limits import Limits
from biascheck.serve.problem import KINDS
from tests.serve.test_interface import Answer

TEXT = (Path(__file__).parents[2] / "docs" / "serve.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"curl http://127\.0\.0\.1:8000(/\S*) -H '(.+?): (.+?)' \\\n  -d '(.+?)'\n", TEXT
)


@pytest.fixture(scope="module")
def client(tiny_analyzer):
    app = build(Desk(tiny_analyzer, Limits(), lambda *_: Answer()), "9.9")
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.mark.parametrize(("path", "header", "value", "body"), EXAMPLES)
def test_examples_are_answered_with_a_report(client, path, header, value, body):
    answer = client.post(path, content=body, headers={header: value})
    assert answer.status_code == 200
    assert answer.json()["schema"] == "biascheck.report/1"
    for name in json.loads(body):
        assert f"| `{name}` |" in TEXT


def test_there_is_an_example_of_either_source():
    given = [set(json.loads(body)) for *_, body in EXAMPLES]
    assert any("text" in it for it in given)
    assert any("url" in it for it in given)


def test_every_field_and_no_other_is_documented():
    table = TEXT.partition("| field |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(Asked.model_fields)


def test_every_address_is_documented(client):
    described = client.get("/openapi.json").json()["paths"]
    for path, operations in described.items():
        for method in operations:
            assert f"| `{method.upper()} {path}` |" in TEXT
    for path in re.findall(r"^\| `GET (/\S*)` \|", TEXT, re.MULTILINE):
        assert client.get(path).status_code == 200


def test_every_problem_is_documented_with_its_status():
    found = {}
    table = TEXT.partition("| status |")[2].partition("\n\n")[0]
    for statuses, kinds in re.findall(r"^\| ([\d, ]+) \| (.+?) \|", table, re.MULTILINE):
        for kind in re.findall(r"`([\w-]+)`", kinds):
            found[kind] = set(map(int, statuses.split(", ")))
    assert found.keys() == KINDS.keys()
    for name, kind in KINDS.items():
        assert kind.status in found[name]


def test_documented_defaults_are_those_of_the_limits():
    limits = Limits()
    told = {
        "--max-body": limits.body,
        "--max-characters": limits.characters,
        "--max-page": limits.page_bytes,
        "--timeout": limits.seconds,
        "--page-timeout": limits.page_seconds,
        "--concurrent": limits.concurrent,
        "--waiting": limits.waiting,
    }
    table = dict(re.findall(r"^\| `(--[\w-]+)` \| ([\d,]+) \|", TEXT, re.MULTILINE))
    assert {name: float(value.replace(",", "")) for name, value in table.items()} == told
