from __future__ import annotations

import pytest

from biascheck.corpus.limit import Limit
from biascheck.corpus.scored import Counts
from biascheck.errors import ConfigError


@pytest.mark.parametrize(
    ("told", "errors", "items", "exceeded"),
    [
        ("0", 0, 5, False),
        ("0", 1, 5, True),
        ("50", 50, 50, False),
        ("50", 51, 1000, True),
        ("5%", 50, 99, False),
        ("5%", 5, 100, False),
        ("5%", 6, 100, True),
        ("2.5 %", 26, 1000, True),
        ("100%", 1000, 1000, False),
    ],
)
def test_exceeded(told, errors, items, exceeded):
    counts = Counts(results=items - errors, errors={"input": errors})
    assert Limit.parse(told).exceeded(counts) is exceeded


@pytest.mark.parametrize("told", ["many", "-1", "101%", "-5%", "%", "", "1.5"])
def test_nonsense(told):
    with pytest.raises(ConfigError, match="--max-errors 5%"):
        Limit.parse(told)


def test_it_is_told_as_it_was_given():
    assert [str(Limit.parse(told)) for told in ("50", "5%", "2.5%")] == ["50", "5%", "2.5%"]
