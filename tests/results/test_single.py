from __future__ import annotations

import csv
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biascheck.errors import DataError
from biascheck.results import single
from biascheck.results.carried import Carried
from biascheck.results.parts import part_path, write_block, write_lines
from biascheck.results.schema import single_schema
from biascheck.results.single import outcome_rows, read_single, write_single
from tests.results import sample

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
SHAPE = sample.CARRIED.schema()


def _write(tmp_path, name, blocks=4):
    sample.write(tmp_path / "parts", blocks)
    write_single(tmp_path / name, tmp_path / "parts", blocks, SHAPE)
    return tmp_path / name


def test_outcomes_are_in_the_order_of_the_corpus():
    rows = list(outcome_rows(sample.block_rows(range(8))))
    assert [row["row"] for row in rows] == list(range(8))
    assert [row["status"] for row in rows[3:7]] == ["result", "error", "duplicate", "result"]
    assert all(set(row) <= set(single_schema(SHAPE).names) for row in rows)


@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_every_table_comes_back(tmp_path, name):
    path = _write(tmp_path, name)
    for table in ("articles", "duplicates", "errors"):
        expected = parquet.read_table(tmp_path / "parts" / table)
        found = read_single(path, table)
        if name == "out.csv" and table == "articles":
            expected = expected.set_column(
                expected.column_names.index("stars"), "stars", expected["stars"].cast(pa.string())
            )
        assert found.to_pylist() == expected.to_pylist()
        assert found.schema.names == expected.schema.names


def test_parquet_is_of_one_schema_and_deterministic(tmp_path):
    path = _write(tmp_path, "out.parquet")
    once = path.read_bytes()
    assert parquet.read_schema(path).equals(single_schema(SHAPE), check_metadata=True)
    assert parquet.read_table(path).num_rows == 12
    assert _write(tmp_path, "out.parquet").read_bytes() == once


def test_csv_is_readable_by_anyone(tmp_path):
    with _write(tmp_path, "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows].count("result") == 10
    assert rows[0]["frames"].startswith('["Economic"')
    assert float(rows[0]["neutrality"]) == 62.4
    assert rows[0]["lean"] == "left"
    assert rows[4]["error_code"] == "input"


def test_lines_follow_one_another(tmp_path):
    for block in range(3):
        write_lines(tmp_path, block, [f'{{"block": {block}}}\n'])
    write_single(tmp_path / "out.jsonl", tmp_path, 3, None)
    assert (tmp_path / "out.jsonl").read_text().splitlines() == [
        f'{{"block": {block}}}' for block in range(3)
    ]


def test_a_missing_part_leaves_no_file(tmp_path):
    write_lines(tmp_path, 0, ["{}\n"])
    with pytest.raises(DataError, match=r"part-000001\.jsonl: a part .* missing"):
        write_single(tmp_path / "out.jsonl", tmp_path, 2, None)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_damaged_part_leaves_an_older_file(tmp_path):
    path = _write(tmp_path, "out.csv")
    once = path.read_bytes()
    part_path(tmp_path / "parts", "errors", 1).write_bytes(b"PAR1")
    with pytest.raises(DataError, match=r"part-000001\.parquet"):
        write_single(path, tmp_path / "parts", 4, SHAPE)
    assert path.read_bytes() == once


def test_an_empty_corpus_makes_a_file_all_the_same(tmp_path):
    for name in ("out.csv", "out.parquet"):
        write_single(tmp_path / name, tmp_path, 0, None)
        assert read_single(tmp_path / name, "articles").num_rows == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_survives_csv(tmp_path, value):
    rows = sample.block_rows([0], Carried({"note": "string"}))
    rows["articles"][0] |= {"note": value, "title": value, "targets": [value]}
    shape = Carried({"note": "string"}).schema()
    write_block(tmp_path, 0, rows, shape)
    write_single(tmp_path / "out.csv", tmp_path, 1, shape)
    (found,) = read_single(tmp_path / "out.csv", "articles").to_pylist()
    assert (found["note"], found["title"], found["targets"]) == (value, value, [value])


@pytest.mark.parametrize("name", ["other.csv", "other.parquet"])
def test_a_file_of_somebody_else(tmp_path, name):
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("a,b\n1,2\n")
    else:
        parquet.write_table(pa.table({"a": [1]}), path)
    with pytest.raises(DataError, match="it is no result of a corpus: it has no column 'row'"):
        read_single(path, "articles")


@pytest.mark.parametrize("name", ["cut.csv", "cut.parquet"])
def test_a_damaged_file(tmp_path, name):
    path = _write(tmp_path, name)
    path.write_bytes(path.read_bytes()[: -len(path.read_bytes()) // 3])
    with pytest.raises(DataError, match="it cannot be read"):
        read_single(path, "articles")


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_corpus(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(single, "_GROUP", 50)
    sample.write(tmp_path, blocks=60, size=5)
    peaks = []
    for blocks in (5, 20, 60):
        tracemalloc.start()
        write_single(tmp_path / f"out.{suffix}", tmp_path, blocks, SHAPE)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1]
