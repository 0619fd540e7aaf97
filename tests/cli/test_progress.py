from __future__ import annotations

import io
import sys
import time

import pytest

from biascheck.cli.progress import Total, corpus_progress, told
from biascheck.corpus.scored import Counts
from biascheck.corpus.tally import Tally
from biascheck.errors import InputError
from tests.corpus.generated import GeneratedCorpus


def tally(**values):
    counts = Counts(1190, errors={"input": 10})
    return Tally(counts, resumed=200, started=time.monotonic() - 100, **values)


def test_the_rate_and_the_failures_are_told():
    assert told(tally()) == "1,200 articles, 10.0/s, 10 failed"


@pytest.mark.parametrize(
    ("total", "left"), [(1800, "1:00"), (38400, "1:02:00"), (1200, "0:00"), (1100, "0:00")]
)
def test_what_is_left_is_told_when_the_total_is_known(total, left):
    assert told(tally(total=total)) == (
        f"1,200 of {total:,} articles, 10.0/s, {left} left, 10 failed"
    )


def test_the_total_is_counted_beside_the_work():
    total = Total(GeneratedCorpus(["x"] * 7))
    deadline = time.monotonic() + 30
    while total.value is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert total.value == 7
    assert Total(None).value is None


def test_a_corpus_that_cannot_be_counted_has_no_total():
    class Broken:
        def items(self):
            raise InputError("gone.")

    total = Total(Broken())
    total._count()
    assert total.value is None


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.mark.parametrize("quiet", [False, True])
def test_only_a_terminal_shows_progress(monkeypatch, quiet):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with corpus_progress(None, quiet=quiet) as show:
        show(tally())
        time.sleep(0.3)
    assert ("1,200 articles" in sys.stderr.getvalue()) is not quiet


def test_a_pipe_shows_no_progress(capsys):
    with corpus_progress(None, quiet=False) as show:
        show(tally())
    assert capsys.readouterr().err == ""
