from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from biascheck.lint.places import Lines, Place
from biascheck.types import Span


def test_lines_and_columns_count_from_one_and_the_end_is_one_past():
    assert Lines("ab\ncde\n").place(Span(4, 6)) == Place(2, 2, 2, 4)
    assert Lines("ab\r\ncde\rf").place(Span(4, 9)) == Place(2, 1, 3, 2)
    assert Lines("").place(Span(0, 0)) == Place(1, 1, 1, 1)


def test_columns_count_code_points():
    assert Lines("😀é x").place(Span(3, 4)).column == 4


def test_only_line_ends_of_editors_end_a_line():
    assert Lines("a\x0cb\u2028c").place(Span(4, 5)).line == 1


@given(st.text(alphabet="a\n\r", max_size=30), st.data())
def test_a_place_leads_back_to_its_offset(text, data):
    offset = data.draw(st.integers(0, len(text)))
    place = Lines(text).place(Span(offset, offset))
    lines = text.replace("\r\n", "\0\n").replace("\r", "\n").split("\n")
    before = sum(len(line) + 1 for line in lines[: place.line - 1])
    assert before + place.column - 1 == offset
