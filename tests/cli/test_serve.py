from __future__ import annotations

import importlib.util
import socket

import pytest

from biascheck.cli import serve
from tests.fakes import FakeAnalyzer


@pytest.fixture
def served(monkeypatch):
    """Return what would be served."""
    seen = []
    monkeypatch.setattr(
        "biascheck.serve.listening.run", lambda app, listening: seen.append((app, listening))
    )
    return seen


@pytest.mark.parametrize("package", ["fastapi", "uvicorn"])
def test_without_its_packages_it_says_what_to_install(shell, monkeypatch, package):
    real = importlib.util.find_spec
    missing = lambda name, *rest: None if name == package else real(name, *rest)  # noqa: E731
    monkeypatch.setattr(serve, "find_spec", missing)
    code, _, err = shell("serve")
    assert code == 2
    assert "pip install 'biascheck[serve]'" in err


def test_it_says_where_it_is(shell, served):
    code, out, err = shell("serve", "--port", 0)
    ((_, listening),) = served
    assert (code, out) == (0, "")
    assert "serving on http://127.0.0.1:" in err
    assert "warning" not in err
    assert listening.fileno() == -1


def test_a_port_in_use_is_told_before_the_model_is_loaded(shell, served):
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, _, err = shell("serve", "--port", other.getsockname()[1])
    assert code == 4
    assert "the port is in use" in err
    assert served == []
    assert FakeAnalyzer.loaded == []


def test_its_options_become_limits(shell, monkeypatch, served):
    made = []
    monkeypatch.setattr(
        serve, "_desk", lambda request, limits, fetches: made.append((request, limits, fetches))
    )
    monkeypatch.setattr("biascheck.serve.app.build", lambda *_, **rest: made.append(rest))
    arguments = "--port 0 --no-fetch --max-body 5000 --max-characters 4000 --max-page 3000"
    more = "--timeout 9 --page-timeout 4 --concurrent 3 --waiting 7 --model tiny --device mps"
    assert shell("serve", *arguments.split(), *more.split(), "--allow-host", "desk.example")[0] == 0
    (request, limits, fetches), rest = made
    assert (request.model, request.device, fetches) == ("tiny", "mps", False)
    assert (limits.body, limits.characters, limits.page_bytes) == (5000, 4000, 3000)
    assert (limits.seconds, limits.page_seconds) == (9, 4)
    assert (limits.concurrent, limits.waiting) == (3, 7)
    assert rest == {"names": ("127.0.0.1", "desk.example")}


def test_its_defaults_are_those_of_the_limits(shell, monkeypatch, served):
    from biascheck.serve.limits import Limits

    made = []
    monkeypatch.setattr(serve, "_desk", lambda _, limits, fetches: made.append((limits, fetches)))
    monkeypatch.setattr("biascheck.serve.app.build", lambda *_, **rest: None)
    shell("serve", "--port", 0)
    assert made == [(Limits(), True)]
