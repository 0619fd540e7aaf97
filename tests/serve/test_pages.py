from __future__ import annotations

import html
import re

import pytest

from biascheck.render.html.templates import source_hash
from biascheck.serve.pages import DIMENSIONS
from biascheck.serve.problem import KINDS
from tests.serve.conftest import TEXT, check_problem
from tests.serve.test_interface import Answer

HOSTILE = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>{{ 7 * 7 }}'


def test_the_form_needs_no_script_and_names_every_field(serving):
    page = serving(send=lambda *_: Answer()).get("/").text
    fields = re.findall(r'<(?:textarea|input)[^>]* id="(\w+)"', page)
    assert fields == ["text", "url", "title", "targets"]
    for field in fields:
        assert f'<label for="{field}">' in page
    assert 'method="post" action="/"' in page
    assert page.count(" checked>") == len(DIMENSIONS)


def test_a_server_that_fetches_nothing_asks_for_no_address(client):
    assert 'id="url"' not in client.get("/").text


@pytest.mark.parametrize("path", ["/", "/api"])
def test_the_policy_of_a_page_fits_what_stands_in_it(client, path):
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", answer.text, re.DOTALL)
        assert f"{tag}-src {source_hash(content)};" in policy
    assert "form-action 'self'" in policy
    assert not re.findall(r"\son\w+=|\sstyle=|javascript:|https?://(?!localhost)\w", answer.text)
    # A form whose page sends no referrer has no origin, and could not be told from a stranger's.
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_text_gives_its_report(serving, tiny_analyzer):
    given = {"text": TEXT, "targets": "Mara Orlen, Lind", "dimensions": list(DIMENSIONS)}
    answer = serving(tiny_analyzer).post("/", data=given)
    assert answer.status_code == 200
    assert "Rain fell on Ostren" in answer.text
    assert "The target 'Lind' does not occur" in html.unescape(answer.text)
    assert '<a href="/">Another article</a>' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "form-action 'none'; frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_boxes_choose_the_dimensions(serving, tiny_analyzer):
    client = serving(tiny_analyzer)
    chosen = client.post("/", data={"text": TEXT, "dimensions": ["genre", "loaded"]}).text
    assert "role (version" in chosen
    assert "loaded (version" in chosen
    assert "framing (version" not in chosen
    none = client.post("/", data={"text": TEXT}).text
    assert "role (version" in none
    assert "loaded (version" not in none
    everything = client.post("/", data={"text": TEXT, "dimensions": list(DIMENSIONS)}).text
    assert "framing (version" in everything


def test_line_breaks_of_browsers_become_those_of_texts(client):
    page = client.post("/", data={"text": "CHOKE\r\n\r\nRain fell."})
    assert "\r" not in page.text


def test_an_address_gives_the_report_on_its_page(serving):
    client = serving(send=lambda *_: Answer())
    assert "police closed two roads" in client.post("/", data={"url": "http://n.example"}).text


@pytest.mark.parametrize(
    ("given", "status", "match"),
    [
        ({"text": ""}, 422, "Nothing was given."),
        ({"text": "  \r\n "}, 422, "Nothing was given."),
        ({"text": TEXT, "url": "https://news.example/"}, 422, "Both a text and an address"),
        ({"text": TEXT, "targets": ",".join("abcdefghijklmnopqrstuvw")}, 422, "targets:"),
        ({"text": TEXT, "dimensions": ["stanze"]}, 422, "stanze"),
        ({"text": "CHOKE"}, 422, "The text chokes us."),
        ({"text": "a" * 200}, 413, "200 characters"),
        ({"url": "http://localhost/"}, 422, "fetches no pages"),
    ],
)
def test_what_cannot_be_done_is_said_above_the_form(serving, given, status, match):
    answer = serving(characters=150).post("/", data=given)
    assert answer.status_code == status
    alert = answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert match in alert
    assert "<title>Problem: " in answer.text
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)[1]
    assert html.unescape(shown) == given.get("text", "").strip()


def test_a_busy_server_says_when_to_come_back(serving):
    client = serving(concurrent=1, waiting=0)
    with client.desk.turns.place():
        answer = client.post("/", data={"text": TEXT})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert TEXT.partition('"')[0] in answer.text


def test_hostile_fields_come_back_as_text(client):
    given = {"text": "CHOKE " + HOSTILE, "title": HOSTILE, "targets": HOSTILE}
    page = client.post("/", data=given).text
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert "&lt;img src=x" in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=%ff", "application/x-www-form-urlencoded", 400),
        (b"\xff", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 50, "application/x-www-form-urlencoded", 400),
        (b'{"text": "Rain"}', "application/json", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
    ],
)
def test_what_is_no_form_of_ours(client, body, kind, status):
    answer = client.post("/", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_the_interface_is_explained(client):
    page = client.get("/api").text
    for path in ("POST /analyze", "GET /health", "GET /report.schema.json"):
        assert path in page
    for field in ("text", "url", "title", "targets", "dimensions"):
        assert f"<code>{field}</code>" in page
    for kind in KINDS:
        assert f'<tr id="{kind}">' in page


def test_problems_of_the_form_are_told_to_programs_by_the_gate(client):
    answer = client.post("/", data={"text": TEXT}, headers={"Origin": "http://evil.example"})
    check_problem(answer, 403, "other-site")
