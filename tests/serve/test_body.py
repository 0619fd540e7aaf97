from __future__ import annotations

import asyncio

import pytest

from biascheck.serve.body import Bodies
from tests.serve.conftest import check_problem

JSON = {"Content-Type": "application/json"}


def body(size):
    return b'{"text": "' + b"a" * (size - 12) + b'"}'


def pieces(size):
    return iter([body(size)[start : start + 100] for start in range(0, size, 100)])


@pytest.mark.parametrize("content", [body, pieces])
def test_a_body_may_have_so_many_bytes(serving, content):
    client = serving(body=1000)
    post = client.post
    assert post("/analyze", content=content(1000), headers=JSON).status_code == 200
    check_problem(post("/analyze", content=content(1001), headers=JSON), 413, "too-large")
    check_problem(post("/", content=content(1001), headers=JSON), 413, "too-large")


def test_a_header_that_lies_does_not_help(serving):
    client = serving(body=1000)
    headers = {**JSON, "Content-Length": "10"}
    answer = client.post("/analyze", content=body(2000), headers=headers)
    check_problem(answer, 413, "too-large")


def run(messages, headers=(), most=10, seconds=0.2):
    """Return what the application got, the status that was sent, and the messages left."""
    got, sent = [], []
    left = list(messages)

    async def app(scope, receive, send):
        got.append((await receive())["body"])
        got.append((await receive())["type"])

    async def receive():
        if not left:
            await asyncio.sleep(60)
        return left.pop(0)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "headers": list(headers)}
    asyncio.run(Bodies(app, most, seconds)(scope, receive, send))
    return got, [it["status"] for it in sent if "status" in it], left


def chunk(data, more=True):
    return {"type": "http.request", "body": data, "more_body": more}


GONE = {"type": "http.disconnect"}


def test_pieces_are_joined_and_what_follows_is_passed_on():
    got, statuses, _ = run([chunk(b"ab"), chunk(b"cd", more=False), GONE])
    assert (got, statuses) == ([b"abcd", "http.disconnect"], [])


def test_a_sender_who_has_gone_is_not_answered():
    assert run([chunk(b"ab"), GONE]) == ([], [], [])


def test_a_body_that_does_not_come_is_not_waited_for():
    assert run([chunk(b"ab")]) == ([], [408], [])


def test_what_is_too_large_is_thrown_away_before_the_answer():
    assert run([chunk(b"a" * 11), chunk(b"a" * 11), chunk(b"", more=False)]) == ([], [413], [])


def test_but_not_for_ever():
    got, statuses, left = run([chunk(b"a" * 11) for _ in range(100)])
    assert (got, statuses) == ([], [413])
    assert 80 <= len(left) <= 90


def test_whoever_waits_for_a_sign_to_send_is_told_at_once():
    headers = [(b"content-length", b"11"), (b"expect", b"100-continue")]
    assert run([chunk(b"a" * 11, more=False)], headers)[1:] == ([413], [chunk(b"a" * 11, False)])
