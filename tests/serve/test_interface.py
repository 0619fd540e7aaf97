from __future__ import annotations

import json
import time

import jsonschema
import pytest

from biascheck.errors import InputError
from biascheck.reading.public import PublicWeb
from biascheck.serve.description import report_schema
from tests.fakes import FakeAnalyzer
from tests.serve.conftest import TEXT, check_problem

PAGE = (
    "<!doctype html><html lang='en'><head><title>Rain in Ostren</title></head><body><article>"
    "<h1>Rain in Ostren</h1><p>The river rose by a metre on Monday, and the police closed two "
    "roads along the water until the evening.</p><p>The council said that the bridge was safe "
    "and that the repair would begin in the spring, when the water is low.</p>"
    "</article></body></html>"
)

GERMAN = (
    "Der Rat der Stadt hat am Dienstag über die alte Brücke beraten und keine Entscheidung"
    " getroffen, weil die Kosten noch nicht bekannt sind."
)


class Answer:
    """What the web sends."""

    def __init__(self, body=PAGE, kind="text/html", status=200, **headers):
        self.status = status
        self.headers = {"Content-Type": kind, **headers}
        self._left = [body.encode(), b""]

    def read1(self, *args, **kwargs):
        return self._left.pop(0)

    def close(self):
        pass


def test_a_text_gives_the_report_of_the_schema(client):
    answer = client.post("/analyze", json={"text": TEXT})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    report = answer.json()
    jsonschema.validate(report, json.loads(report_schema()))
    assert report["article"]["text"] == TEXT


def test_title_and_targets_count(serving, tiny_analyzer):
    client = serving(tiny_analyzer)
    asked = {"text": TEXT, "title": "Rain in Ostren", "targets": ["Mara Orlen"]}
    report = client.post("/analyze", json=asked).json()
    assert report["article"]["title"] == "Rain in Ostren"
    assert [it["target"] for it in report["stances"]] == ["Mara Orlen"]


def test_dimensions_count_for_one_request_alone(serving, tiny_analyzer):
    client = serving(tiny_analyzer)
    few = client.post("/analyze", json={"text": TEXT, "dimensions": ["genre"]}).json()
    assert few["frames"] == []
    assert few["model"]["options"]["dimensions"] == ["role", "genre", "sourcing"]
    assert len(client.post("/analyze", json={"text": TEXT}).json()["frames"]) == 15


def test_an_unknown_dimension_names_a_near_one(serving, tiny_analyzer):
    client = serving(tiny_analyzer)
    answer = client.post("/analyze", json={"text": TEXT, "dimensions": ["stanze"]})
    told = check_problem(answer, 422, "invalid")
    assert "stance" in told["next"]
    assert told["errors"][0]["pointer"] == "/dimensions"


def test_health_names_version_and_model(client):
    told = client.get("/health").json()
    assert told["status"] == "ok"
    assert told["version"] == "9.9"
    assert told["model"]["name"] == "standard"
    assert (told["running"], told["waiting"]) == (0, 0)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({}, ""),
        ({"text": TEXT, "url": "https://news.example/"}, ""),
        ({"text": ""}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": None}, "/text"),
        ({"text": TEXT, "topic": "rain"}, "/topic"),
        ({"text": TEXT, "targets": "Orlen"}, "/targets"),
        ({"text": TEXT, "targets": ["Orlen", ""]}, "/targets/1"),
        ({"text": TEXT, "targets": ["Orlen"] * 21}, "/targets"),
        ({"text": TEXT, "dimensions": [{"a": 1}]}, "/dimensions/0"),
        ({"text": TEXT, "title": "x" * 1001}, "/title"),
        ([TEXT], ""),
        ("text", ""),
    ],
)
def test_what_is_at_fault_is_named(client, asked, pointer):
    told = check_problem(client.post("/analyze", json=asked), 422, "invalid")
    assert pointer in [it["pointer"] for it in told["errors"]]


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff\xfe", b'{"text": "\xff"}', b"[" * 100_000, b"text=Rain"]
)
def test_what_is_no_json_is_malformed(client, body):
    kind = {"Content-Type": "application/json"}
    answer = client.post("/analyze", content=body, headers=kind)
    assert answer.status_code in (400, 422)
    check_problem(
        answer, answer.status_code, {400: "malformed", 422: "invalid"}[answer.status_code]
    )


def test_half_of_a_pair_of_surrogates_is_no_text(client):
    answer = client.post(
        "/analyze", content=b'{"text": "\\ud800"}', headers={"Content-Type": "application/json"}
    )
    check_problem(answer, 422, "invalid")


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_another_type_is_not_read(client, kind):
    headers = {"Content-Type": kind} if kind else {}
    answer = client.post("/analyze", content=b'{"text": "Rain"}', headers=headers)
    check_problem(answer, 415, "wrong-type")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("CHOKE", "chokes"),
        ("1234", "no letters"),
        (GERMAN, "German"),
    ],
)
def test_a_text_that_cannot_be_analysed(client, text, match):
    told = check_problem(client.post("/analyze", json={"text": text}), 422, "unreadable")
    assert match in told["detail"]
    assert "--force" not in told["next"]


def test_a_text_may_have_so_many_characters(serving):
    client = serving(characters=100)
    assert client.post("/analyze", json={"text": "a" * 100}).status_code == 200
    told = check_problem(client.post("/analyze", json={"text": "a" * 101}), 413, "too-large")
    assert "101" in told["detail"]


def test_a_page_is_fetched_and_its_article_analysed(serving):
    seen = []

    def send(address, headers, timeout):
        seen.append(address)
        return Answer()

    report = serving(send=send).post("/analyze", json={"url": "https://news.example/a"}).json()
    assert seen == ["https://news.example/a"]
    assert report["article"]["url"] == "https://news.example/a"
    assert report["article"]["title"] == "Rain in Ostren"
    assert "police closed two roads" in report["article"]["text"]


def test_the_article_on_a_page_may_be_too_long(serving):
    client = serving(send=lambda *_: Answer(), characters=150)
    answer = client.post("/analyze", json={"url": "https://news.example/a"})
    check_problem(answer, 413, "too-large")


@pytest.mark.parametrize(
    ("answer", "kind", "match"),
    [
        (Answer(status=404), "no-page", "no such page"),
        (Answer(kind="application/pdf"), "no-page", "PDF"),
        (Answer("<!doctype html><p>Sign in"), "unreadable", "no article"),
        (InputError("the server sleeps.", source="secret"), "no-page", "The server sleeps."),
    ],
)
def test_a_page_that_cannot_be_had(serving, answer, kind, match):
    def send(*_):
        if isinstance(answer, Exception):
            raise answer
        return answer

    answered = serving(send=send).post("/analyze", json={"url": "https://news.example/a"})
    told = check_problem(answered, 422, kind)
    assert match in told["detail"]
    assert "aste" in told["next"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost:8000/", "http://0x7f.1/", "http://[::1]/"]
)
def test_no_address_of_this_machine_is_fetched(serving, url):
    client = serving(send=PublicWeb())
    check_problem(client.post("/analyze", json={"url": url}), 422, "no-page")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "news.example", "javascript:alert(1)"])
def test_only_the_web_is_fetched(serving, url):
    client = serving(send=PublicWeb())
    told = check_problem(client.post("/analyze", json={"url": url}), 422, "no-page")
    assert "not on the web" in told["detail"]


def test_a_server_may_fetch_nothing(client):
    told = check_problem(
        client.post("/analyze", json={"url": "https://news.example/"}), 422, "no-page"
    )
    assert "fetches no pages" in told["detail"]


def test_a_fault_of_the_code_is_a_problem_too(client):
    told = check_problem(client.post("/analyze", json={"text": "BUG"}), 500, "bug")
    assert "division" not in json.dumps(told)


class Slow(FakeAnalyzer):
    """Takes its time."""

    def analyze(self, article, *, targets=()):
        time.sleep(0.5)
        return super().analyze(article, targets=targets)


def test_an_analysis_that_takes_too_long(serving):
    client = serving(Slow(), seconds=0.1)
    answer = client.post("/analyze", json={"text": TEXT})
    check_problem(answer, 504, "too-slow")
    assert client.get("/health").json()["running"] == 1


def test_unknown_addresses_and_methods(client):
    check_problem(client.get("/nothing"), 404, "not-found")
    check_problem(client.get("/docs"), 404, "not-found")
    answer = client.get("/analyze")
    check_problem(answer, 405, "wrong-method")
    assert answer.headers["allow"] == "POST"


def test_every_answer_has_the_headers_of_caution(client):
    for answer in (client.get("/"), client.get("/nothing"), client.post("/analyze", json={})):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers
    assert client.get("/health").headers["referrer-policy"] == "no-referrer"
