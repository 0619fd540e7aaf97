from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from biascheck.corpus.sources.values import is_whole, scalar, string, whole


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (3, 3),
        (0.5, 0.5),
        (float("nan"), None),
        (float("inf"), "inf"),
        ("x\ud83d", "x\ufffd"),
        (b"\x89PNG", None),
        ([1, {"a": dt.date(2020, 1, 2), "b": b"x"}], '[1, {"a": "2020-01-02", "b": null}]'),
        (dt.datetime(2020, 1, 2, 3, 4, tzinfo=dt.UTC), "2020-01-02T03:04:00+00:00"),
        (dt.time(3, 4), "03:04:00"),
        (Decimal("1.50"), "1.50"),
    ],
)
def test_scalar(value, expected):
    assert scalar(value) == expected


def test_string():
    assert [string(it) for it in (None, "  ", " a ", 7)] == [None, None, "a", "7"]


def test_halves_of_characters():
    assert is_whole("a🌉")
    assert not is_whole("\udc00")
    assert whole("a🌉") == "a🌉"
