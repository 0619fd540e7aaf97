from __future__ import annotations

import time

import pytest

from biascheck.corpus.scored import Counts, Receipt
from biascheck.corpus.tally import Tally
from biascheck.errors import ExitCode


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        (Counts(3), ExitCode.OK),
        (Counts(3, duplicates=2), ExitCode.OK),
        (Counts(3, errors={"input": 1}), ExitCode.SOME_FAILED),
        (Counts(0, errors={"input": 1}), ExitCode.NOTHING_DONE),
        (Counts(), ExitCode.NOTHING_DONE),
    ],
)
def test_exit_code(counts, code):
    assert Tally(counts).exit_code is code


def test_counts_are_summed():
    one = Counts(2, 1, {"input": 1}, ("b", 40.0))
    other = Counts(1, 0, {"bug": 2, "input": 1}, ("a", 40.0))
    both = Counts(3, 1, {"bug": 2, "input": 2}, ("a", 40.0))
    assert one + other == other + one == both
    assert (both.failed, both.items) == (4, 8)
    assert one + Counts() == one


def test_a_receipt_is_read_as_it_was_written():
    for least in (None, ("a.txt", 41.5)):
        receipt = Receipt(3, "ab" * 16, Counts(2, 1, {"input": 1}, least))
        assert Receipt.from_dict(receipt.to_dict()) == receipt


def test_what_remains_is_told_at_the_rate_of_this_run():
    tally = Tally(Counts(120), resumed=20, started=time.monotonic() - 10)
    assert tally.rate == pytest.approx(10, rel=0.05)
    assert tally.remaining is None
    tally.total = 220
    assert tally.remaining == pytest.approx(10, rel=0.05)
    assert Tally(Counts(20), resumed=20, total=220).remaining is None
