from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.corpus.sources import Corpus, Options, delimited
from biascheck.errors import ConfigError
from tests.corpus.sources.made import faults, items, summary


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_any_text_is_kept(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("csv") / "c.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["id", "text"], *([str(n), f"A{t}"] for n, t in enumerate(texts))])
    found = items(path)
    assert [item.text for item in found] == [f"A{text}" for text in texts]
    assert [item.id for item in found] == [str(n) for n in range(len(texts))]


def test_broken_rows(tmp_path):
    path = tmp_path / "c.csv"
    data = b'id,text\n1,It rained.\n2,too,many\n3,\xff\n4,"It\nsnowed."\n\n5,It hailed.\n6\n'
    found = items(path, data)
    assert [(line, fine) for line, _, fine in summary(found)] == [
        (2, True),
        (3, False),
        (4, False),
        (5, True),
        (8, True),
        (9, False),
    ]
    assert faults(found)[0] == (
        f"{path}:3: the row has 3 fields and the header 2. Check its quotation marks."
    )


def test_tsv_with_a_mark(tmp_path):
    data = b"\xef\xbb\xbfHeadline\tBody\tlean\nRain\tIt, rained.\tleft\n"
    (item,) = items(tmp_path / "c.tsv", data)
    assert (item.text, item.title, item.columns) == ("It, rained.", "Rain", {"lean": "left"})


def test_columns_with_one_name(tmp_path):
    (item,) = items(tmp_path / "c.csv", b"text,text,,\nIt rained.,again,x,y\n")
    assert item.text == "It rained."
    assert item.columns == {"text_2": "again", "column_3": "x", "column_4": "y"}


def test_text_column(tmp_path):
    (item,) = items(tmp_path / "c.csv", b"a,b\n1,2\n")
    assert "no column looks like the text (columns: a, b)" in str(item.error)
    with pytest.raises(ConfigError, match="Did you mean 'body'"):
        items(tmp_path / "c.csv", b"id,body\n1,x\n", text_column="boddy")
    (item,) = items(tmp_path / "c.csv", b"text,b,t\n1,2,3\n", text_column="B", title_column="t")
    assert (item.text, item.title, item.columns) == ("2", "3", {"text": "1"})


def test_huge_fields_and_nul(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "MAX_FIELD", 100)
    monkeypatch.setattr(delimited, "_CHUNK", 10)
    found = items(tmp_path / "c.csv", b"text\n%s\nIt rained.\n" % (b"a" * 500))
    assert [(line, fine) for line, _, fine in summary(found)] == [(2, False), (3, True)]
    assert "a line is longer" in faults(found)[0]
    found = items(tmp_path / "c.csv", b'text\n"%s\nIt rained.\n' % (b"not closed\n" * 20))
    assert "field larger than field limit" in faults(found)[0]
    found = items(tmp_path / "c.csv", b"text" * 500)
    assert "the header is not CSV" in faults(found)[0]
    (item,) = items(tmp_path / "c.csv", b"text\nIt \0 rained.\n")
    assert item.text == "It \0 rained."


@pytest.mark.parametrize("data", [b"", b"text\n", b"\n"])
def test_empty(tmp_path, data):
    assert items(tmp_path / "c.csv", data) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_are_told(tmp_path, encoding):
    found = items(tmp_path / "c.csv", "text\nIt rained.\n".encode(encoding))
    assert "UTF-8" in faults(found)[0]


@pytest.mark.parametrize("delimiter", delimited.DELIMITERS)
def test_delimiter_is_told_by_the_header(tmp_path, delimiter):
    path = tmp_path / "c.csv"
    path.write_text(f'id{delimiter}text\n1{delimiter}"Rain, hail; and | snow."\n')
    told = []
    corpus = Corpus([str(path)], Options("text", "id"), announce=told.append)
    (item,) = corpus.items()
    assert (item.id, item.text) == ("1", "Rain, hail; and | snow.")
    expected = [] if delimiter == "," else [f"{path}: fields are parted by {delimiter!r}."]
    assert told == expected
