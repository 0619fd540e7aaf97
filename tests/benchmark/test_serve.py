"""The load on the server: what counts as an error, and the measuring itself in two seconds."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from biascheck.benchmark import serve
from biascheck.benchmark.settings import Settings
from biascheck.errors import BiascheckError


@pytest.fixture
def found(monkeypatch):
    """Return a function that says what the load finds."""

    @contextmanager
    def nothing(model):
        yield "http://127.0.0.1:1/", SimpleNamespace(pid=os.getpid())

    def says(answers, early=100.0, late=100.0):
        monkeypatch.setattr(serve, "_served", nothing)
        load = serve.Load(Counter(answers), early, late)
        monkeypatch.setattr(serve, "put_under_load", lambda *_: load)

    return says


@pytest.mark.parametrize(("late", "holds"), [(115.0, True), (116.0, False)])
def test_memory_is_held_against_that_of_the_beginning(found, tmp_path, late, holds):
    found({200: 75, 429: 20, 413: 5}, late=late)
    result = serve.measure(Settings(tmp_path))
    assert result.holds is holds
    assert result.measured == pytest.approx(late / 100)
    shares = {row.what: row.ratio for row in result.rows[2:]}
    assert shares == {"answers 200": 0.75, "answers 413": 0.05, "answers 429": 0.2}


@pytest.mark.parametrize("status", [0, 400, 500, 503, 504])
def test_any_other_answer_is_an_error(found, tmp_path, status):
    found({200: 75, status: 1})
    with pytest.raises(BiascheckError, match=f"1 times {status or 'none'}"):
        serve.measure(Settings(tmp_path))


def test_a_server_that_refuses_everything_is_no_success(found, tmp_path):
    found({429: 100})
    with pytest.raises(BiascheckError, match="no report"):
        serve.measure(Settings(tmp_path))


def test_a_server_that_does_not_start_says_why(tmp_path):
    with pytest.raises(BiascheckError, match=r"did not start: biascheck: .*nowhere"):
        serve.measure(Settings(tmp_path, seconds=0.1, model=str(tmp_path / "nowhere")))


def test_a_load_of_two_seconds(tmp_path, tiny_model):
    result = serve.measure(Settings(tmp_path, seconds=2, model=str(tiny_model)))
    rows = {row.what: row.value for row in result.rows}
    assert rows["answers 200"] > 5
    assert rows["answers 413"] > 0
    assert rows.keys() <= {
        "resident MB in the second sixth of the time",
        "resident MB in the last sixth",
        "answers 200",
        "answers 413",
        "answers 429",
    }
    assert 30 < rows["resident MB in the last sixth"] < 2000


def test_memory_of_this_process_is_seen():
    before = serve.resident(os.getpid())
    held = b"x" * 100_000_000
    assert serve.resident(os.getpid()) - before > 90_000_000
    del held
