from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.corpus.sources import Corpus, Options, json_values
from tests.corpus.sources.made import faults, items, summary

ROWS = [{"id": n, "text": f"It rained {n} times. ☂", "tags": [n, {"a": "]"}]} for n in range(50)]


@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
@pytest.mark.parametrize(
    "data",
    [
        json.dumps(ROWS),
        "\ufeff" + json.dumps(ROWS, indent=4),
        "\n".join(map(json.dumps, ROWS)),
        "".join(json.dumps(row, indent=1, ensure_ascii=False) for row in ROWS),
    ],
    ids=["array", "laid out", "lines", "one behind the other"],
)
def test_every_layout(tmp_path, monkeypatch, data, chunk):
    monkeypatch.setattr(json_values, "_CHUNK", chunk)
    found = items(tmp_path / "c.json", data.encode())
    assert [(item.id, item.text, item.line) for item in found] == [
        (str(row["id"]), row["text"], row["id"] + 1) for row in ROWS
    ]
    assert found[3].columns == {"tags": '[3, {"a": "]"}]'}


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), max_size=8))
def test_any_array_is_read(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("json") / "c.json"
    known = [{**row, "text": "It rained."} for row in rows]
    path.write_text(json.dumps(known), encoding="utf-8")
    assert [item.line for item in items(path)] == list(range(1, len(rows) + 1))


def test_one_object_is_one_article(tmp_path):
    (item,) = items(tmp_path / "c.json.gz", gzip.compress(b'{"text": "It rained."}'))
    assert item.text == "It rained."


@pytest.mark.parametrize(
    ("data", "lines", "cause"),
    [
        (b'[{"text": "a"}, {"text": "b"', [(1, True), (2, False)], "not JSON from here on"),
        (b'[{"text": "a"}, 7, null, {"text": "b"}]', [(1, True), (2, False)], "not an object"),
        (b'[{"text": "a"} {"text": "b"}]', [(1, True), (2, False)], "a comma"),
        (b'[{"text": "a"}] x', [(1, True), (2, False)], "follows the array"),
        (b'[{"text": "a"}', [(1, True), (2, False)], "ends with ]"),
        (b"[" * 100_000, [(1, False)], "not JSON from here on"),
        (b"It rained.", [(1, False)], "not JSON from here on"),
        (b"\x89PNG\0\xff", [(1, False)], "not JSON from here on"),
        (b'[{"text": "\xff"}]', [(1, False)], "lone surrogate"),
        (b'{"articles": [{"text": "a"}]}', [(1, False)], "no column looks like the text"),
    ],
)
def test_what_is_broken_is_told(tmp_path, data, lines, cause):
    found = items(tmp_path / "c.json", data)
    assert [(line, fine) for line, _, fine in summary(found)][: len(lines)] == lines
    assert cause in faults(found)[0]


def test_a_value_without_end_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(json_values, "_CHUNK", 8)
    monkeypatch.setattr(json_values, "MAX_VALUE", 100)
    found = items(tmp_path / "c.json", b'[{"text": "a"}, {"text": "%s"}]' % (b"a" * 5000))
    assert [fine for _, _, fine in summary(found)] == [True, False]


@pytest.mark.parametrize("data", [b"", b" \n", b"[]", b"[ ]\n"])
def test_empty(tmp_path, data):
    assert items(tmp_path / "c.json", data) == []


def test_in_a_folder_it_is_left_alone(tmp_path):
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    assert [item.id for item in Corpus([str(tmp_path)], Options()).items()] == ["a.txt"]
