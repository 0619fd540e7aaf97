from __future__ import annotations

import sys

import pytest

from biascheck.errors import ConfigError
from biascheck.render.contract import SCORES
from biascheck.render.table import article_row, sentence_rows
from tests import reports


def test_one_row_per_sentence_with_its_text():
    report = reports.harbour_bridge()
    rows = list(sentence_rows(report))
    assert len(rows) == len(report.sentences)
    assert rows[1]["role"] == "boilerplate"
    assert rows[2]["text"] == "Listen to this article (4 min)"


def test_data_frame():
    pandas = pytest.importorskip("pandas")
    report = reports.harbour_bridge()
    frame = report.to_frame()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["text"]) == [report.text_of(it.span) for it in report.sentences]


def test_without_pandas_the_next_step_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConfigError, match="pip install"):
        reports.harbour_bridge().to_frame()


def test_article_row_is_flat_and_keeps_unknown_as_none():
    row = article_row(reports.harbour_bridge())
    assert row["opinion_passages"] == 1
    assert row["neutrality"] == 62.4
    assert row["source_balance"] is None
    assert row["frames"][0] == "Economic"
    assert set(SCORES) <= set(row)
    assert article_row(reports.bare())["genre"] is None
