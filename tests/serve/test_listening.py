"""A real process on a real socket: it starts, answers, and ends as it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from biascheck.errors import BiascheckError
from biascheck.serve.listening import address_of, bind, is_local

ROOT = Path(__file__).parents[2]


@contextmanager
def started(*options):
    """Start the command on a port that is free; yield the process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "biascheck", "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        said = ""
        while "serving on" not in said:
            line = process.stderr.readline()
            assert line, f"it ended: {said}"
            said += line
        yield process, re.search(r"http://\S+/", said)[0], said
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_answers_and_ends_when_it_is_told_to(tiny_model, sign, code):
    with started("--model", str(tiny_model)) as (process, address, said):
        assert "warning" not in said
        with urllib.request.urlopen(f"{address}health", timeout=10) as answer:
            assert b'"ok"' in answer.read()
        process.send_signal(sign)
        _, err = process.communicate(timeout=20)
        assert process.returncode == code
        assert "GET /health 200" in err
        assert "Traceback" not in err


def test_quiet_says_only_where_it_is(tiny_model):
    with started("--model", str(tiny_model), "--quiet") as (process, address, _):
        urllib.request.urlopen(f"{address}health", timeout=10).close()
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=20)[1] == ""


def test_other_machines_are_warned_of(tiny_model):
    with started("--model", str(tiny_model), "--host", "0.0.0.0") as (_, address, said):
        assert "warning: other machines can reach this server" in said
        assert address.startswith("http://0.0.0.0:")


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_what_only_this_machine_can_reach(host, local):
    with bind(host, 0) as listening:
        assert is_local(listening) is local
        assert re.fullmatch(r"http://[^/]+:\d+/", address_of(listening))


def test_ipv6_has_brackets():
    try:
        listening = bind("::1", 0)
    except BiascheckError:
        pytest.skip("this machine has no IPv6")
    with listening:
        assert address_of(listening).startswith("http://[::1]:")
        assert is_local(listening)


def test_a_port_in_use_is_told():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(BiascheckError, match="in use") as caught:
            bind("127.0.0.1", port)
    assert caught.value.source == f"127.0.0.1:{port}"
    assert "--port" in caught.value.hint
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("host", ["203.0.113.1", "no such host", "x" * 300])
def test_a_host_that_is_not_this_machines(host):
    with pytest.raises(BiascheckError, match="cannot be served"):
        bind(host, 0)
