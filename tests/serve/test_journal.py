"""What is written down: enough to run a server, and nothing of what people read."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.fakes import FakeAnalyzer
from tests.serve.conftest import check_problem

MARK = "Zanzavilla"


class Talkative(FakeAnalyzer):
    """Fails with the text in its message, as a library might."""

    def analyze(self, article, *, targets=()):
        if "BUG" in article.text:
            try:
                {}[article.text]
            except KeyError as error:
                raise ValueError(article.text) from error
        return super().analyze(article, targets=targets)


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_line_a_request(client, log):
    client.post("/analyze", json={"text": "Rain fell."})
    lines = [it.getMessage() for it in log.records if it.name == "biascheck.serve"]
    assert len(lines) == 1
    assert lines[0].startswith("POST /analyze 200 ")


def test_faults_are_told_by_kind_and_place(serving, log):
    check_problem(serving(Talkative()).post("/analyze", json={"text": f"BUG {MARK}"}), 500, "bug")
    (told,) = [it.getMessage() for it in log.records if it.levelno == logging.ERROR]
    assert "ValueError at test_journal.py:" in told
    assert "analyze" in told
    assert "from KeyError" in told
    assert MARK not in told


def requests(client):
    """Send the mark in everything that can be sent."""
    yield client.post("/analyze", json={"text": f"{MARK} said that rain fell."})
    yield client.post("/analyze", json={"text": f"BUG {MARK}"})
    yield client.post("/analyze", json={"text": f"CHOKE {MARK}"})
    yield client.post("/analyze", json={"text": "Rain fell.", "title": MARK, "targets": [MARK]})
    yield client.post("/analyze", json={"text": "Rain fell.", "dimensions": [MARK], MARK: MARK})
    yield client.post("/analyze", json={"text": f"{MARK} " * 20_000})
    yield client.post("/analyze", json={"url": f"https://{MARK}.example/{MARK}"})
    yield client.post(
        "/analyze", content=f'{{"{MARK}', headers={"Content-Type": "application/json"}
    )
    yield client.post("/analyze", content=MARK, headers={"Content-Type": f"text/{MARK}"})
    yield client.post("/", data={"text": f"BUG {MARK}"})
    yield client.post("/", data={"text": f"{MARK} said that rain fell.", MARK: MARK})
    yield client.get(f"/{MARK}?q={MARK}", headers={"X-Text": MARK})
    yield client.request(MARK.upper(), "/analyze")
    yield client.get("/", headers={"Host": f"{MARK}.example"})


def send(*_):
    raise ZeroDivisionError(MARK)


def test_no_word_of_a_text_is_logged(serving, log, capfd):
    client = serving(Talkative(), send)
    statuses = {answer.status_code for answer in requests(client)}
    assert statuses >= {200, 400, 404, 405, 413, 415, 422, 500}
    out, err = capfd.readouterr()
    own = "\n".join(it.getMessage() for it in log.records if it.name == "biascheck.serve")
    assert own.count("\n") >= 13
    for told in (own, out, err):
        assert MARK.lower() not in told.lower()
    for it in log.records:
        assert it.exc_info is None
        if not it.name.startswith("httpx"):  # the client's own
            assert MARK.lower() not in it.getMessage().lower()


def test_nothing_is_written_to_any_file(serving, monkeypatch, tmp_path):
    """An audit hook sees every file that is opened; it cannot be removed, so it has a process."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["answered", "14"]
    assert list(tmp_path.iterdir()) == []
    assert MARK.lower() not in done.stderr.lower()


ROOT = Path(__file__).parents[2]
WATCHED = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
sys.dont_write_bytecode = True
from starlette.testclient import TestClient
from biascheck.serve.app import build
from biascheck.serve.desk import Desk
from biascheck.serve.limits import Limits
from tests.serve.test_journal import Talkative, requests, send

client = TestClient(
    build(Desk(Talkative(), Limits(), send), "9.9"), base_url="http://localhost"
)
written = []

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        flags = arguments[2] or 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(arguments[0])
    elif event in ("os.rename", "os.mkdir", "shutil.copyfile", "tempfile.mkstemp"):
        written.append(event)

with client:
    sys.addaudithook(watch)
    print("answered", sum(1 for _ in requests(client)))
assert written == [], written
"""


def test_temporary_files_would_be_noticed():
    # The hook above would be worth nothing if temporary files went past it.
    watching = WATCHED.replace(
        "with client:", "import tempfile\nwith client:\n    sys.addaudithook(watch)"
    ).replace("print(", "tempfile.TemporaryFile(); print(")
    done = subprocess.run(
        [sys.executable, "-c", watching], capture_output=True, text=True, check=False
    )
    assert "AssertionError" in done.stderr
    assert tempfile.gettempdir() in done.stderr
