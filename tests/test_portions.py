from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.portions import portions


def itself(number):
    return number


@pytest.mark.parametrize(
    ("stream", "most", "total", "expected"),
    [
        ([], 2, 10, []),
        ([1, 1, 1, 1, 1], 2, 10, [[1, 1], [1, 1], [1]]),
        ([4, 7, 1, 12, 3], 9, 10, [[4, 7], [1, 12], [3]]),
        ([20, 20], 9, 10, [[20], [20]]),
        ([0, 0, 0], 2, 1, [[0, 0], [0]]),
    ],
)
def test_a_portion_ends_by_number_or_by_size(stream, most, total, expected):
    assert list(portions(stream, most, itself, total)) == expected


@given(st.lists(st.integers(0, 20)), st.integers(1, 5), st.integers(1, 30))
def test_nothing_is_lost_and_no_portion_is_empty(stream, most, total):
    found = list(portions(stream, most, itself, total))
    assert [one for portion in found for one in portion] == stream
    assert all(1 <= len(portion) <= most for portion in found)
    assert all(sum(portion[:-1]) < total for portion in found)


def test_no_more_is_taken_than_is_asked_for():
    numbers = count(1)
    assert next(portions(numbers, 3, itself, 100)) == [1, 2, 3]
    assert next(numbers) == 4
