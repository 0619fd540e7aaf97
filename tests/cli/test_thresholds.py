from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.cli.thresholds import parse
from biascheck.errors import ConfigError
from biascheck.types import Score
from tests import reports


@given(
    st.sampled_from(["<", "<=", ">", ">="]),
    st.floats(-100, 100),
    st.floats(-100, 100),
)
def test_conditions_mean_what_they_say(sign, value, limit):
    report = reports.bare(scores={"neutrality": Score("neutrality", value)})
    threshold = parse(f"neutrality {sign} {limit!r}")
    meaning = {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}
    assert threshold.met_by(report) == meaning[sign]


def test_unknown_value_is_undecided():
    assert parse("neutrality<60").met_by(reports.bare()) is None


def test_near_match():
    with pytest.raises(ConfigError, match="Did you mean 'neutrality'"):
        parse("neutralty<60")
