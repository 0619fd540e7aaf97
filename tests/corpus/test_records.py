from __future__ import annotations

import csv
import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.corpus.records import Columns, is_table, rows
from biascheck.errors import ConfigError, DataError


def _rows(path, data, **columns):
    path.write_bytes(data)
    return list(rows(path, Columns(**columns)))


def test_jsonl_with_broken_lines(tmp_path):
    path = tmp_path / "c.jsonl"
    lines = [
        '\ufeff{"id": 1, "text": "It rained.", "title": "Rain", "outlet": "Courier"}'.encode(),
        b"{broken",
        b"",
        b'["no object"]',
        b'{"id": 5}',
        b'{"id": 6, "text": 7}',
        b'{"id": 7, "text": "\xff"}',
        b'{"id": 8, "text": "   "}',
        b'{"text": "It snowed."}',
    ]
    found = _rows(path, b"\n".join(lines))
    assert [(row.line, row.id, row.error is None) for row in found] == [
        (1, "1", True),
        (2, f"{path}:2", False),
        (4, f"{path}:4", False),
        (5, "5", False),
        (6, "6", False),
        (7, f"{path}:7", False),
        (8, "8", False),
        (9, f"{path}:9", True),
    ]
    article = found[0].article
    assert (article.title, article.outlet, article.source) == ("Rain", "Courier", f"{path}:1")
    assert f"{path}:2" in str(found[1].error)


def test_gzip_and_a_cut_off_one(tmp_path):
    data = gzip.compress(b"".join(b'{"text": "It rained %d times."}\n' % n for n in range(5000)))
    assert len(_rows(tmp_path / "c.jsonl.gz", data)) == 5000
    found = _rows(tmp_path / "c.jsonl.gz", data[: len(data) // 2])
    assert isinstance(found[-1].error, DataError)
    assert all(row.article for row in found[:-1])
    found = _rows(tmp_path / "c.jsonl.gz", b"no gzip")
    assert [row.article for row in found] == [None]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_csv_keeps_any_text(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("csv") / "c.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["id", "text"], *([str(n), f"A{t}"] for n, t in enumerate(texts))])
    found = list(rows(path, Columns()))
    assert [row.article.text for row in found] == [f"A{text}" for text in texts]
    assert [row.id for row in found] == [str(n) for n in range(len(texts))]


def test_csv_with_broken_rows(tmp_path):
    data = b'id,text\n1,It rained.\n2,too,many\n3,\xff\n4,"It\nsnowed."\n5,It hailed.\n'
    found = _rows(tmp_path / "c.csv", data)
    assert [(row.line, row.error is None) for row in found] == [
        (2, True),
        (3, False),
        (4, False),
        (5, True),
        (7, True),
    ]


def test_tsv(tmp_path):
    (row,) = _rows(tmp_path / "c.tsv", b"headline\tbody\nRain\tIt, rained.\n")
    assert row.article.text == "It, rained."
    assert row.article.title == "Rain"


def test_empty_file_has_no_rows(tmp_path):
    assert _rows(tmp_path / "c.csv", b"") == []
    assert _rows(tmp_path / "c.jsonl", b"") == []


def test_no_text_column_is_told(tmp_path):
    (row,) = _rows(tmp_path / "c.csv", b"a,b\n1,2\n")
    assert "no column looks like the text (columns: a, b)" in str(row.error)
    with pytest.raises(ConfigError, match="Did you mean 'body'"):
        _rows(tmp_path / "c.csv", b"id,body\n1,x\n", text="boddy")


def test_guesses_are_announced_once(tmp_path):
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"body": "It rained."}) + "\n" + json.dumps({"body": "x"}))
    told = []
    list(rows(path, Columns(), announce=told.append))
    assert told == [f"{path}: columns text = body, id = (none), title = (none)"]


def test_is_table(tmp_path):
    assert is_table(tmp_path / "A.JSONL.GZ")
    assert not is_table(tmp_path / "a.txt")
