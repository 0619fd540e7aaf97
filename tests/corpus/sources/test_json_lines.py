from __future__ import annotations

import json

import pytest

from biascheck.corpus.item import TextItem
from biascheck.corpus.sources import Corpus, Options, json_lines
from tests.corpus.sources.made import faults, items, summary


def test_broken_lines(tmp_path):
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
        b'{"id": 9, "text": "\\ud83d"}',
        b'{"text": "It snowed."}',
    ]
    found = items(path, b"\n".join(lines))
    assert summary(found) == [
        (1, "1", True),
        (2, f"{path}:2", False),
        (4, f"{path}:4", False),
        (5, "5", False),
        (6, "6", False),
        (7, f"{path}:7", False),
        (8, "8", True),
        (9, "9", False),
        (10, f"{path}:10", True),
    ]
    row = found[0].read()
    assert (row.article.title, row.article.outlet, row.article.source) == (
        "Rain",
        "Courier",
        f"{path}:1",
    )
    assert f"{path}:8: the text is blank." in str(found[6].read().error)
    assert faults(found)[0].startswith(f"{path}:2: the line is not JSON")


def test_other_columns_are_carried(tmp_path):
    row = {"text": "It rained.", "id": 3, "url": "http://a.test", "date": "2020", "n": 2}
    more = {
        "ok": True,
        "none": None,
        "tags": ["a", {"b": 1}],
        "odd": "x\ud800",
        "nan": float("nan"),
    }
    (item,) = items(tmp_path / "c.ndjson", json.dumps(row | more).encode())
    assert (item.id, item.url, item.published) == ("3", "http://a.test", "2020")
    assert item.columns == {
        "date": "2020",
        "n": 2,
        "ok": True,
        "none": None,
        "tags": '["a", {"b": 1}]',
        "odd": "x\ufffd",
        "nan": None,
    }


def test_columns_may_be_missing_in_the_first_line(tmp_path):
    found = items(tmp_path / "c.jsonl", b'{"body": "a"}\n{"headline": "H", "body": "b"}\n')
    assert [item.title for item in found] == [None, "H"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf\n"])
def test_empty(tmp_path, data):
    found = items(tmp_path / "c.jsonl", data)
    assert not [item for item in found if isinstance(item, TextItem)]


@pytest.mark.parametrize("data", [b"\0\1\2\xff" * 50, b"\n".join([b"\x89PNG\0"] * 30)])
def test_rubbish(tmp_path, data):
    found = items(tmp_path / "c.jsonl", data)
    assert found
    assert len(faults(found)) == len(found)


def test_long_lines_end_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lines, "MAX_LINE", 100)
    found = items(tmp_path / "c.jsonl", b'{"text": "%s"}\n{"text": "It rained."}' % (b"a" * 950))
    assert [(it.line, hasattr(it, "text")) for it in found] == [(1, False), (2, True)]
    found = items(tmp_path / "c.jsonl", b"a" * 950)
    assert len(faults(found)) == 1


def test_guesses_are_announced_once(tmp_path):
    path = tmp_path / "c.jsonl"
    path.write_text('{"body": "It rained."}\n{"body": "x"}')
    told = []
    list(Corpus([str(path)], Options(), announce=told.append).items())
    assert told == [f"{path}: columns text = body, id = (none), title = (none)"]
    list(Corpus([str(path)], Options(text_column="BODY"), announce=told.append).items())
    assert len(told) == 1
