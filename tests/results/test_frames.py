from __future__ import annotations

import math
import sys

import pytest

from biascheck.errors import ConfigError
from biascheck.results.columns import REPORT_SCORES
from biascheck.results.frames import REPORT_TABLES, report_table
from biascheck.results.schema import schema
from tests import reports

NUMBERS = {
    "articles": 1,
    "sentences": "sentences",
    "passages": "passages",
    "loaded": "loaded",
    "frames": "frames",
    "stances": "stances",
    "quotes": "quotes",
    "scores": "scores",
}


@pytest.mark.parametrize("backend", ["pandas", "polars"])
@pytest.mark.parametrize("name", REPORT_TABLES)
def test_every_table_in_both_libraries(name, backend):
    library = pytest.importorskip(backend)
    report = reports.harbour_bridge()
    frame = report.to_frame(name, backend)
    assert isinstance(frame, library.DataFrame)
    number = NUMBERS[name]
    assert len(frame) == (number if isinstance(number, int) else len(getattr(report, number)))
    columns = [it.name for it in REPORT_SCORES] if name == "scores" else schema(name).names[1:]
    assert list(frame.columns) == columns
    assert set(frame["id"]) == {report.article.id}


@pytest.mark.parametrize("name", REPORT_TABLES)
def test_a_table_without_rows_keeps_its_columns(name):
    report = reports.bare("It rained.")
    full = report_table(reports.harbour_bridge(), name).schema
    assert report_table(report, name).schema.equals(full)


def test_sentences_are_the_default_and_keep_their_numbers():
    report = reports.harbour_bridge()
    frame = report.to_frame()
    assert list(frame["text"]) == [report.text_of(it.span) for it in report.sentences]
    assert list(frame["opinion"]) == [it.probabilities["opinion"] for it in report.labels]
    assert list(frame["role"]) == [it.role for it in report.labels]


def test_scores_keep_reasons_and_bounds():
    rows = {it["score"]: it for it in report_table(reports.harbour_bridge(), "scores").to_pylist()}
    assert rows["neutrality"]["value"] == 62.4
    assert rows["source_balance"]["value"] is None
    assert "two sources" in rows["source_balance"]["reason"]
    assert rows["loaded_per_1000"]["high"] == math.inf


def test_unknown_names_tell_the_near_ones():
    report = reports.bare()
    with pytest.raises(ConfigError, match="'passages'"):
        report.to_frame("passage")
    with pytest.raises(ConfigError, match="'polars'"):
        report.to_frame("loaded", "polar")


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_without_the_library_the_next_step_is_named(monkeypatch, backend):
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(ConfigError, match="pip install"):
        reports.bare().to_frame(backend=backend)
