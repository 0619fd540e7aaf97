from __future__ import annotations

import datetime as dt
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.errors import DataError
from biascheck.results.carried import Carried, to_json

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
)
ROWS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), max_size=5)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, None, False], "bool"),
        ([1, None], "int64"),
        ([1, 2.5], "double"),
        ([1, math.nan], "int64"),
        ([1, "x"], "string"),
        ([1, True], "string"),
        ([None], "string"),
        ([2**63], "string"),
        ([[1]], "string"),
    ],
)
def test_the_narrowest_type_that_holds_all(values, kind):
    assert Carried.settle({"x": value} for value in values).kinds == {"x": kind}


def test_columns_stand_in_the_order_of_their_first_sight():
    assert list(Carried.settle([{"b": 1}, {"a": 1, "b": 2}]).kinds) == ["b", "a"]


def test_names_that_clash_get_a_prefix_whatever_their_case():
    carried = Carried.settle([{"title": "t", "Row": 1, "input_title": 2, "lean": 3, "": 4}])
    assert carried.names() == {
        "title": "input_input_title",
        "Row": "input_Row",
        "input_title": "input_title",
        "lean": "lean",
        "": "input_",
    }


def test_columns_that_differ_only_in_case_are_told_apart():
    assert Carried.settle([{"Lean": 1, "lean": 2}]).names() == {
        "Lean": "Lean",
        "lean": "input_lean",
    }


def test_what_does_not_fit_is_kept_beside():
    carried = Carried({"n": "int64", "x": "double", "s": "string", "b": "bool"})
    assert carried.fit({"n": 3.0, "x": 2, "s": 5, "b": False}) == (
        {"n": 3, "x": 2.0, "s": "5", "b": False},
        {},
    )
    fitting, rest = carried.fit({"n": "many", "x": "much", "b": 1, "new": [1]})
    assert fitting == dict.fromkeys("nxsb")
    assert rest == {"n": "many", "x": "much", "b": 1, "new": [1]}


def test_other_kinds_become_text():
    day = dt.date(2024, 5, 1)
    carried = Carried(dict.fromkeys("abcd", "string"))
    fitting, _ = carried.fit({"a": day, "b": {"k": [day]}, "c": b"\xff", "d": True})
    assert fitting == {"a": "2024-05-01", "b": '{"k": ["2024-05-01"]}', "c": "\\xff", "d": "true"}


def test_json_knows_no_infinity():
    assert to_json({"a": math.nan, "b": [math.inf]}) == '{"a": null, "b": ["inf"]}'


def test_survives_json_in_order():
    carried = Carried({"z": "int64", "a": "string"})
    again = Carried.from_dict(json.loads(json.dumps(carried.to_dict())))
    assert list(again.kinds.items()) == list(carried.kinds.items())


def test_unknown_type():
    with pytest.raises(DataError, match="'date'"):
        Carried.from_dict({"x": "date"})


@given(ROWS)
def test_all_values_that_settled_the_types_fit(rows):
    carried = Carried.settle(rows)
    for row in rows:
        fitting, rest = carried.fit(row)
        for name, value in rest.items():
            # A whole number beyond 2**53 beside floating-point ones is the only exception.
            assert carried.kinds[name] == "double"
            assert abs(value) > 2**53
        for name, value in row.items():
            known = not (value is None or (isinstance(value, float) and math.isnan(value)))
            assert (fitting[name] is not None or name in rest) == known


@given(ROWS, ROWS)
def test_nothing_is_lost(first, later):
    carried = Carried.settle(first)
    for row in later:
        fitting, rest = carried.fit(row)
        for name, value in row.items():
            if value is None or (isinstance(value, float) and math.isnan(value)):
                continue
            assert name in rest or fitting[carried.names()[name]] is not None
