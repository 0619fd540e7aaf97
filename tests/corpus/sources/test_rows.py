from __future__ import annotations

import json

import pytest

from biascheck.corpus.sources import Corpus, Options, rows
from tests.corpus.sources.made import faults, items


@pytest.mark.parametrize("data", [b"", b"text\n", b"\n"])
def test_a_table_without_rows_is_told(tmp_path, data):
    path = tmp_path / "c.csv"
    path.write_bytes(data)
    told = []
    assert list(Corpus([str(path)], Options(), announce=told.append).items()) == []
    assert told == [f"{path}: the table has no rows."]


def test_names_of_columns_are_valid_unicode(tmp_path):
    row = {"text": "It rained.", "\ud83d": 1, "": 2, "lean": "left"}
    (item,) = items(tmp_path / "c.jsonl", json.dumps(row).encode())
    assert item.columns == {"\ufffd": 1, "": 2, "lean": "left"}


def test_a_text_as_long_as_a_library_is_no_article(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_ARTICLE", 100)
    data = b"id,text\n1,%s\n2,It rained.\n" % (b"a" * 101)
    first, second = items(tmp_path / "c.csv", data)
    assert "the text is longer than" in faults([first])[0]
    assert (first.id, first.line, second.text) == ("1", 2, "It rained.")
