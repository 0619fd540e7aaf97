from __future__ import annotations

import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from biascheck.errors import ConfigError
from tests.corpus.sources.made import faults, items


def _packed(table, **options):
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return buffer.getvalue()


def test_rows_with_what_stands_beside(tmp_path):
    table = pa.table(
        {
            "Body": ["It rained.", None, "It snowed."],
            "id": [1, 2, 3],
            "day": [dt.date(2020, 1, 2), None, None],
            "tags": [["a"], [], None],
            "image": [b"\x89PNG", b"", None],
            "share": [0.5, float("nan"), None],
        }
    )
    first, empty, last = items(tmp_path / "c.parquet", _packed(table))
    assert (first.id, first.line, first.text) == ("1", 1, "It rained.")
    assert first.columns == {"day": "2020-01-02", "tags": '["a"]', "share": 0.5}
    assert "no text in the column 'Body'" in str(empty.error)
    assert (empty.id, empty.columns["share"]) == ("2", None)
    assert last.line == 3


def test_large_binary_and_dictionary_texts(tmp_path):
    texts = ["It rained.", "It snowed."]
    for column in (
        pa.array(texts, pa.large_string()),
        pa.array([text.encode() for text in texts], pa.binary()),
        pa.array(texts).dictionary_encode(),
    ):
        found = items(tmp_path / "c.parquet", _packed(pa.table({"text": column})))
        assert [item.text for item in found] == texts


def test_text_that_is_not_utf8_is_one_broken_row(tmp_path):
    column = pa.array([b"It rained.", b"\xff"], pa.binary()).view(pa.string())
    found = items(tmp_path / "c.parquet", _packed(pa.table({"text": column})))
    assert [hasattr(item, "text") for item in found] == [True, False]


def test_columns_with_one_name(tmp_path):
    table = pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    (item,) = items(tmp_path / "c.parquet", _packed(table))
    assert (item.text, item.columns) == ("a", {"text_2": "b"})


def test_many_row_groups(tmp_path):
    table = pa.table({"text": [f"Day {n}." for n in range(1000)]})
    found = items(tmp_path / "c.parquet", _packed(table, row_group_size=70))
    assert [item.line for item in found] == list(range(1, 1001))
    assert found[-1].text == "Day 999."


def test_asked_column_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match="Did you mean 'body'"):
        items(tmp_path / "c.parquet", _packed(pa.table({"body": ["a"]})), text_column="bodi")


def test_damage(tmp_path):
    data = _packed(pa.table({"text": [f"Day {n}." * n for n in range(500)]}), row_group_size=100)
    holed = data[:200] + b"\xff" * 400 + data[600:]
    for damaged in (b"", b"PAR1", b"\0" * 500, data[:-50], holed):
        found = items(tmp_path / "c.parquet", damaged)
        assert len(faults(found)) == 1
        assert "c.parquet" in faults(found)[0]


def test_table_without_rows(tmp_path):
    empty = pa.table({"text": pa.array([], pa.string())})
    assert items(tmp_path / "c.parquet", _packed(empty)) == []
