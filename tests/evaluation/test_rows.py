from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.errors import DataError
from biascheck.evaluation.fields import label_index
from biascheck.evaluation.rows import Row, Unreadable, read_lines, read_rows

GOOD = {"id": "a", "text": "The bridge opened on Monday.", "label": "yes"}


def gold(fields):
    return label_index(fields, ("yes", "no"))


def read(path):
    return list(read_rows(read_lines(path), gold))


def causes(rows):
    return {row.line: row.cause for row in rows if isinstance(row, Unreadable)}


def test_plain_and_gzipped_files_read_alike(write):
    rows = [GOOD, {**GOOD, "id": 7, "outlet": "The Ostren Post", "lean": None}]
    plain = read(write(rows))
    assert plain == read(write(rows, "rows.jsonl.gz"))
    assert [row.id for row in plain] == ["a", "7"]
    assert plain[1].groups == {"outlet": "The Ostren Post"}


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('{"id": "a", "text"', "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ({"text": "x", "label": "yes"}, "'id'"),
        ({"id": True, "text": "x", "label": "yes"}, "'id'"),
        ({"id": "a", "label": "yes"}, "'text' is missing"),
        ({"id": "a", "text": " \n", "label": "yes"}, "'text' is blank"),
        ({"id": "a", "text": "x"}, "'label' is missing"),
        ({"id": "a", "text": "x", "label": "maybe"}, "label 'maybe' is none of yes, no"),
        ({"id": "a", "text": "x", "label": ["yes"]}, "is none of"),
        ({**GOOD, "title": 3}, "'title'"),
        ({**GOOD, "doc_id": "d", "index": "0"}, "'index'"),
        ({**GOOD, "doc_id": "d", "paragraph": 1.5}, "'paragraph'"),
        ({**GOOD, "doc_id": ["d"]}, "'doc_id'"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_unreadable_row_says_line_and_cause(write, line, cause):
    found = read(write([GOOD, line, GOOD]))
    assert [row.line for row in found] == [1, 2, 3]
    assert cause in causes(found)[2]


def test_bytes_that_are_not_utf8_cost_one_row(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"id": "a", "text": "caf\xe9", "label": "yes"}\n' * 2)
    assert causes(read(path)) == {1: "not UTF-8", 2: "not UTF-8"}


def test_byte_order_mark_and_blank_lines_are_no_rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "x", "label": "no"}\n\n  \n')
    (row,) = read(path)
    assert isinstance(row, Row)
    assert row.gold == 1


def test_same_place_twice_is_unreadable(write):
    row = {**GOOD, "doc_id": "d", "index": 0}
    assert causes(read(write([row, row]))) == {2: "index 0 occurs twice in document 'd'"}


def test_missing_file_and_damaged_gzip_are_data_errors(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        read(tmp_path / "none.jsonl")
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(b'{"id": 1}\n' * 999)[:30])
    with pytest.raises(DataError, match="cannot be read"):
        read(cut)
    with pytest.raises(DataError):
        read(tmp_path)


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_no_line_vanishes(lines):
    numbered = [(i, line) for i, line in enumerate(lines, 1)]
    assert [row.line for row in read_rows(numbered, gold)] == [i for i, _ in numbered]
