from __future__ import annotations

import pytest

from biascheck.errors import ConfigError, OutputError
from biascheck.results.parts import LINES, part_path, parts, sweep, write_block, write_lines
from biascheck.results.schema import TABLES, schema
from tests.results import sample

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def _bytes(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_block_is_a_file_per_table(tmp_path):
    sample.write(tmp_path)
    assert set(_bytes(tmp_path)) >= {f"articles/part-00000{n}.parquet" for n in range(3)}
    read = {table: parquet.read_table(tmp_path / table) for table in TABLES}
    assert read["articles"]["row"].to_pylist() == [0, 1, 2, 3, 6, 7, 8]
    assert read["errors"].num_rows == read["duplicates"].num_rows == 1
    for table in TABLES:
        expected = schema(table, sample.CARRIED.schema())
        assert read[table].schema.equals(expected, check_metadata=True)


def test_a_table_without_rows_has_no_file_and_loses_an_old_one(tmp_path):
    write_block(tmp_path, 1, sample.block_rows([4]))
    assert set(_bytes(tmp_path)) == {"errors/part-000001.parquet"}
    write_block(tmp_path, 1, sample.block_rows([2], None))
    assert parts(tmp_path, "errors") == []
    assert parts(tmp_path, "articles") == [(1, tmp_path / "articles" / "part-000001.parquet")]


def test_writing_a_block_twice_gives_the_same_bytes(tmp_path):
    sample.write(tmp_path / "a")
    sample.write(tmp_path / "b")
    once = _bytes(tmp_path / "a")
    assert once == _bytes(tmp_path / "b")
    sample.write(tmp_path / "a")
    assert once == _bytes(tmp_path / "a")


def test_lone_surrogates_do_not_stop_a_block(tmp_path):
    rows = sample.block_rows([0])
    rows["articles"][0] |= {"title": "half a \ud83d", "targets": ["\udc00"]}
    write_block(tmp_path, 0, rows, sample.CARRIED.schema())
    (article,) = parquet.read_table(tmp_path / "articles").to_pylist()
    assert (article["title"], article["targets"]) == ("half a \ufffd", ["\ufffd"])


def test_lines(tmp_path):
    write_lines(tmp_path, 12, ["{}\n", '{"a": "ü"}\n'])
    path = part_path(tmp_path, LINES, 12)
    assert path == tmp_path / "lines" / "part-000012.jsonl"
    assert path.read_bytes() == '{}\n{"a": "ü"}\n'.encode()
    assert parts(tmp_path, LINES) == [(12, path)]


def test_parts_are_in_order_beyond_six_digits(tmp_path):
    for block in (1_000_000, 999_999, 2):
        write_lines(tmp_path, block, [])
    (tmp_path / "lines" / "notes.txt").write_text("not ours")
    assert [number for number, _ in parts(tmp_path, LINES)] == [2, 999_999, 1_000_000]


def test_what_a_killed_run_left_is_swept(tmp_path):
    sample.write(tmp_path, blocks=1)
    before = _bytes(tmp_path)
    (tmp_path / "articles" / ".part-000001.parquet.0a1b2c3d.part").write_bytes(b"half")
    sweep(tmp_path)
    assert _bytes(tmp_path) == before


def test_readers_do_not_see_half_a_part(tmp_path):
    pytest.importorskip("pandas")
    import pandas as pd

    sample.write(tmp_path, blocks=1)
    (tmp_path / "articles" / ".part-000001.parquet.0a1b2c3d.part").write_bytes(b"half")
    assert len(pd.read_parquet(tmp_path / "articles")) == 3


def test_unknown_table(tmp_path):
    with pytest.raises(ConfigError, match="unknown table"):
        write_block(tmp_path, 0, {"article": []})


def test_a_file_in_the_way(tmp_path):
    (tmp_path / "articles").write_text("mine")
    with pytest.raises(OutputError, match="articles"):
        sample.write(tmp_path)
    assert (tmp_path / "articles").read_text() == "mine"
