from __future__ import annotations

import json

import jsonschema
import pytest

from biascheck.atomic import atomic
from biascheck.corpus.row import Row
from biascheck.corpus.sinks import check_suffix, open_sink
from biascheck.errors import ConfigError, DataError
from biascheck.types import Article
from tests import reports
from tests.render.test_contract import VALIDATOR


def _write(path, times=1):
    good = Row("x", "x.txt", None, article=Article(text="x"))
    fault = DataError("the line is broken.", source="c.jsonl:7")
    failed = Row("y", "c.jsonl", 7, error=fault)
    with atomic(path) as file:
        sink = open_sink(path, file)
        for _ in range(times):
            sink.write(good, reports.harbour_bridge())
            sink.fail(failed, fault)
        sink.close()


def test_jsonl(tmp_path):
    path = tmp_path / "out.jsonl"
    _write(path)
    report, failed = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    VALIDATOR.validate(report)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(failed)
    message = "c.jsonl:7: the line is broken."
    assert failed == {
        "id": "y",
        "source": "c.jsonl",
        "line": 7,
        "error": {"code": "data", "message": message},
    }


def test_parquet_in_groups(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    _write(path, times=1100)
    file = parquet.ParquetFile(path)
    assert file.num_row_groups == 3
    table = file.read()
    assert table.num_rows == 2200
    report, failed = table.slice(0, 2).to_pylist()
    assert report["neutrality"] == 62.4
    assert report["source_balance"] is None
    assert report["frames"][0] == "Economic"
    assert failed["error_code"] == "data"
    assert failed["line"] == 7


def test_an_article_without_any_report_still_makes_a_file(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    _write(path, times=0)
    assert parquet.read_table(path).num_rows == 0


def test_unknown_suffix(tmp_path):
    with pytest.raises(ConfigError, match=r"Did you mean '\.parquet'"):
        check_suffix(tmp_path / "out.parqet")
