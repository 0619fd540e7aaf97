from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

import biascheck
from biascheck.errors import ConfigError, DataError, InputError
from biascheck.results.manifest import Counts
from biascheck.results.parts import write_lines
from biascheck.results.reading import Results, read_results
from biascheck.results.schema import TABLES, schema
from biascheck.results.single import write_single
from tests.results import sample
from tests.results.test_lines import corpus
from tests.results.test_manifest import manifest

pytest.importorskip("pyarrow")
COUNTS = Counts(10, 8, 1, {"input": 1})


@pytest.fixture
def folder(tmp_path):
    """Return the results of ten items in two parts, finished."""
    path = tmp_path / "out"
    sample.write(path, blocks=2, size=5)
    manifest(counts=COUNTS, blocks=2).write(path)
    return path


def _receipts(path, *blocks):
    state = path / "_state" / "blocks"
    state.mkdir(parents=True)
    for block in blocks:
        (state / f"{block:06d}.json").write_text("{}")


def test_frames_of_a_folder(folder):
    results = biascheck.read_results(folder)
    assert results.manifest.counts == COUNTS
    assert results.articles["row"].tolist() == [0, 1, 2, 3, 6, 7, 8, 9]
    assert results.articles is results.articles
    assert results.articles["lean"].tolist() == ["left"] * 8
    assert results.errors["code"].tolist() == ["input"]
    assert results.duplicates["of_id"].tolist() == ["a0"]
    assert len(results.frames) == 6 * 15
    assert list(results.frame("sentences", ["row", "role"]).columns) == ["row", "role"]
    assert repr(results) == f"<Results {str(folder)!r}, 8 articles>"
    assert set(TABLES) < set(dir(results))


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_their_schema(folder, table):
    carried = sample.CARRIED.schema() if table == "articles" else None
    assert read_results(str(folder)).table(table).schema.equals(schema(table, carried))


def test_a_table_without_rows_is_empty(tmp_path):
    sample.write(tmp_path, blocks=1)
    manifest(counts=Counts(3, 3)).write(tmp_path)
    results = read_results(tmp_path)
    assert results.errors.empty
    assert list(results.errors.columns) == schema("errors").names
    assert results.table("errors", ["code"]).column_names == ["code"]


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_single_files_say_the_same(folder, tmp_path, name):
    expected = read_results(folder)
    if name.endswith("jsonl"):
        write_lines(folder, 0, corpus())
    blocks = 1 if name.endswith("jsonl") else 2
    write_single(tmp_path / name, folder, blocks, sample.CARRIED.schema())
    results = read_results(tmp_path / name)
    assert results.manifest is None
    for table in ("articles", "errors", "duplicates"):
        found, known = (it.table(table).to_pylist() for it in (results, expected))
        if name.endswith("csv"):
            known = [row | ({"stars": "4"} if "stars" in row else {}) for row in known]
        assert found == known
    if name.endswith("jsonl"):
        assert results.stances.equals(expected.stances)
    else:
        with pytest.raises(ConfigError, match="does not hold the table 'stances'"):
            _ = results.stances


def test_the_manifest_of_a_single_file_lies_beside_it(folder, tmp_path):
    write_single(tmp_path / "out.csv", folder, 2, None)
    beside = tmp_path / ".out.csv.biascheck"
    beside.mkdir()
    manifest(counts=COUNTS).write(beside)
    assert read_results(tmp_path / "out.csv").manifest.counts == COUNTS


def test_an_unfinished_run_is_told_of_and_only_what_is_done_is_read(folder):
    (folder / "manifest.json").unlink()
    _receipts(folder, 0)
    with pytest.warns(UserWarning, match=r"not finished \(1 blocks are done\).*goes on"):
        results = read_results(folder)
    assert results.articles["row"].tolist() == [0, 1, 2, 3]
    assert results.duplicates.empty
    assert "unfinished" in repr(results)


def test_a_run_of_which_nothing_is_done(tmp_path):
    _receipts(tmp_path)
    results = Results(tmp_path)
    assert "0 blocks" in results.notice
    assert results.articles.empty


def test_results_without_manifest_and_state_may_be_incomplete(folder):
    (folder / "manifest.json").unlink()
    results = Results(folder)
    assert "no manifest" in results.notice
    assert len(results.articles) == 8


def test_an_unfinished_file(tmp_path):
    (tmp_path / ".out.csv.biascheck").mkdir()
    with pytest.raises(InputError, match=r"has not finished\. Run the same command again"):
        read_results(tmp_path / "out.csv")


def test_lost_parts_are_told(folder):
    next((folder / "articles").glob("*1.parquet")).unlink()
    with pytest.raises(DataError, match="articles has 4 rows, but its manifest counts 8"):
        _ = read_results(folder).articles


def test_damaged_parts_are_told(folder):
    next((folder / "articles").glob("*1.parquet")).write_bytes(b"PAR1")
    with pytest.raises(DataError, match="a part of articles cannot be read"):
        _ = read_results(folder).articles


def test_what_is_not_there(folder, tmp_path):
    with pytest.raises(InputError, match="no such folder or file"):
        read_results(tmp_path / "nothing")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no results"):
        read_results(tmp_path / "empty")
    (tmp_path / "out.txt").write_text("x")
    with pytest.raises(ConfigError, match=r"'.txt'"):
        read_results(tmp_path / "out.txt")
    results = read_results(folder)
    with pytest.raises(AttributeError, match="tables: articles"):
        _ = results.artikles
    with pytest.raises(ConfigError, match="Did you mean 'articles'"):
        results.table("article")
    for table in ("articles", "errors"):
        with pytest.raises(ConfigError, match="Did you mean 'source'"):
            results.table(table, ["row", "sourc"])


@pytest.mark.parametrize(("package", "method"), [("pandas", "frame"), ("polars", "to_polars")])
def test_a_missing_package_is_told(folder, monkeypatch, package, method):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigError, match=rf"needs {package}.*pip install"):
        getattr(read_results(folder), method)("articles")


def test_polars(folder):
    polars = pytest.importorskip("polars")
    results = read_results(folder)
    assert results.to_polars("articles")["row"].to_list() == results.articles["row"].tolist()
    assert polars.read_parquet(folder / "articles" / "*.parquet").height == 8


def test_pandas_and_arrow_read_the_folder(folder):
    pandas = pytest.importorskip("pandas")
    from pyarrow import dataset

    assert pandas.read_parquet(folder / "articles")["neutrality"].notna().sum() == 6
    found = dataset.dataset(folder / "sentences").to_table(filter=dataset.field("row") == 0)
    assert found.num_rows == len(sample.report(0).sentences)


def test_duckdb_joins_the_tables(folder):
    duckdb = pytest.importorskip("duckdb")
    query = f"""
        SELECT a.id, count(*) AS opinions
        FROM '{folder}/articles/*.parquet' a JOIN '{folder}/sentences/*.parquet' s USING (row)
        WHERE s.role = 'opinion' GROUP BY a.row, a.id ORDER BY a.row
    """
    expected = [label.role for label in sample.report(0).labels].count("opinion")
    assert duckdb.sql(query).fetchall()[0] == ("a0", expected)


def test_wider_results_keep_their_columns(folder):
    columns = ["row", "lean", "stars"]
    assert read_results(folder).table("articles", columns).column_names == columns


def test_manifest_is_read_as_json_values(folder):
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert replace(read_results(folder).manifest).to_dict() == data
