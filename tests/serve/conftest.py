"""The application in this process, with stand-ins for the model and the web."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from biascheck.serve.app import build
from biascheck.serve.desk import Desk
from biascheck.serve.limits import Limits
from tests.fakes import FakeAnalyzer

TEXT = 'Rain fell on Ostren on Monday. "The bridge is safe," said Mara Orlen of the council.'


@pytest.fixture
def serving():
    """Return a function that starts the application and returns a client of it."""
    clients = []

    def start(analyzer=None, send=None, names=(), **limits):
        desk = Desk(analyzer or FakeAnalyzer(), Limits(**limits), send)
        client = TestClient(build(desk, "9.9", names), base_url="http://localhost")
        client.desk = desk
        clients.append(client.__enter__())
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serving):
    return serving()


def check_problem(answer, status, kind):
    """Assert that an answer is a problem of this kind; return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["type"] == f"/api#{kind}"
    assert told["status"] == status
    assert all(told[key] for key in ("title", "detail", "next"))
    return told
