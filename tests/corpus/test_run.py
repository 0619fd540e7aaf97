from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.corpus.row import Row
from biascheck.corpus.run import Outcome, run
from biascheck.errors import DataError, ExitCode, ModelError
from biascheck.types import Article
from tests.fakes import FakeAnalyzer

KINDS = {"good": "It rained.", "choke": "CHOKE", "bug": "BUG", "unread": None}


class ListSink:
    def __init__(self):
        self.rows = []

    def write(self, row, report):
        assert report.article is row.article
        self.rows.append((row.id, "good"))

    def fail(self, row, error):
        self.rows.append((row.id, type(error).__name__))

    def close(self):
        raise AssertionError("whoever opens a sink closes it")


def _row(index, kind):
    text = KINDS[kind]
    name = f"{index}"
    if text is None:
        return Row(name, name, index, error=DataError("unreadable."))
    return Row(name, name, index, article=Article(text=text, id=name))


NAMES = {
    "good": "good",
    "choke": "InputError",
    "bug": "ZeroDivisionError",
    "unread": "DataError",
}


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=40))
def test_every_article_is_one_row_in_order(kinds):
    sink = ListSink()
    outcome = run([_row(i, kind) for i, kind in enumerate(kinds)], FakeAnalyzer(), sink)
    assert sink.rows == [(str(i), NAMES[kind]) for i, kind in enumerate(kinds)]
    assert outcome.read == len(kinds) == outcome.written + outcome.failed
    assert outcome.failures.get("bug", 0) == kinds.count("bug")


def test_rows_are_streamed():
    seen = []

    def source():
        for index in range(1000):
            seen.append(index)
            yield _row(index, "good")

    ahead = []
    run(
        source(),
        FakeAnalyzer(),
        ListSink(),
        on_progress=lambda it: ahead.append(len(seen) - it.read),
    )
    assert max(ahead) == 0


def test_a_broken_model_ends_the_run():
    class Broken(FakeAnalyzer):
        def analyze_many(self, articles, *, targets=()):
            raise ModelError("the weights are gone.")

    with pytest.raises(ModelError):
        run([_row(0, "good")], Broken(), ListSink())


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome(3), ExitCode.OK),
        (Outcome(3, {"input": 1}), ExitCode.SOME_FAILED),
        (Outcome(0, {"input": 1}), ExitCode.NOTHING_DONE),
        (Outcome(), ExitCode.NOTHING_DONE),
    ],
)
def test_exit_code(outcome, code):
    assert outcome.exit_code is code
