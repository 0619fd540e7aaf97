from __future__ import annotations

import json
from dataclasses import replace

import pytest

from biascheck.corpus.row import Row
from biascheck.results.carried import Carried
from biascheck.results.columns import COLUMNS
from biascheck.results.tables import duplicate_row, error_row, report_rows
from tests import reports
from tests.results import sample


def _rows(**options):
    report = reports.harbour_bridge()
    row = Row("a", "c.csv", 2, article=report.article, columns=sample.COLUMNS)
    return report_rows(7, row, report, sample.CARRIED, **options)


@pytest.mark.parametrize("table", sorted(set(COLUMNS) - {"duplicates", "errors"}))
def test_rows_have_the_documented_columns(table):
    names = [column.name for column in COLUMNS[table]]
    if table == "articles":
        names += sample.COLUMNS
    rows = _rows()[table]
    assert rows
    for row in rows:
        assert set(row) <= set(names)
        assert (row["row"], row["id"]) == (7, "a")
        missing = set(names) - set(row)
        assert all(column.null for column in COLUMNS[table] if column.name in missing)


def test_article():
    (article,) = _rows()["articles"]
    assert article["source"] == "c.csv"
    assert article["line"] == 2
    assert article["neutrality"] == 62.4
    assert article["source_balance"] is None
    assert article["source_balance_reason"] == "fewer than two sources are quoted"
    assert article["neutrality_reason"] is None
    assert article["frames"][0] == "Economic"
    assert (article["lean"], article["stars"], article["rest"]) == ("left", 4, None)


def test_what_does_not_fit_is_warned_of():
    report = reports.harbour_bridge()
    row = Row("a", "c", None, article=report.article, columns={"stars": "four"})
    (article,) = report_rows(0, row, report, sample.CARRIED)["articles"]
    assert article["stars"] is None
    assert article["warnings"] == ["title-repeated", "columns"]
    assert json.loads(article["rest"]) == {"stars": "four"}


def test_no_columns_are_carried_unasked():
    report = reports.harbour_bridge()
    row = Row("a", "c", None, article=report.article, columns=sample.COLUMNS)
    (article,) = report_rows(0, row, report)["articles"]
    assert not set(article) & set(sample.COLUMNS)


def test_dimensions_of_other_packages_are_kept():
    report = reports.added(reports.harbour_bridge())
    row = Row("a", "c", None, article=report.article)
    (article,) = report_rows(0, row, report, Carried({}))["articles"]
    assert json.loads(article["dimensions"])["episodic"]["result"]["label"] == "episodic"


def test_sentences_name_their_passage():
    rows = _rows()
    for sentence in rows["sentences"]:
        passage = rows["passages"][sentence["passage"]]
        assert passage["first"] <= sentence["sentence"] <= passage["last"]
        assert passage["role"] == sentence["role"]
    assert any("squandered" in sentence["evidence"] for sentence in rows["sentences"])


def test_spans_cut_the_text():
    text = reports.harbour_bridge().article.text
    rows = _rows()
    for row in (*rows["sentences"], *rows["loaded"], *rows["quotes"]):
        assert text[row["start"] : row["end"]] == row["text"]


def test_texts_can_be_left_out():
    rows = _rows(text=False)
    assert {row["text"] for row in (*rows["sentences"], *rows["quotes"])} == {None}


def test_frames_and_stances():
    rows = _rows()
    assert len(rows["frames"]) == 15
    stances = {row["target"]: row for row in rows["stances"]}
    council = stances["the city council"]
    assert council["p_negative"] == pytest.approx(0.82)
    assert (council["author_score"], council["author_n"]) == (-0.64, 5)
    assert council["mentions"] > 0
    unknown = stances["Irena Voss"]
    assert unknown["score"] is None
    assert unknown["p_negative"] is None


def test_an_article_in_which_nothing_is_found():
    rows = report_rows(0, Row("a", "c", None, article=reports.bare().article), reports.bare())
    filled = {name for name, found in rows.items() if found}
    assert filled == {"articles", "sentences", "passages"}


def test_a_sentence_in_no_passage():
    report = replace(reports.bare(), passages=())
    rows = report_rows(0, Row("a", "c", None, article=report.article), report)
    assert rows["sentences"][0]["passage"] is None


def test_error_and_duplicate():
    error = error_row(3, sample.row(3), sample.fault(3))
    assert list(error) == [column.name for column in COLUMNS["errors"]]
    assert (error["code"], error["message"]) == ("input", "c.jsonl:4: it is empty.")
    assert error_row(3, sample.row(3), KeyError("k"))["code"] == "bug"
    duplicate = duplicate_row(5, "b", "c.jsonl", 6, 0, "a", None, "exact")
    assert set(duplicate) == {column.name for column in COLUMNS["duplicates"]}
    assert (duplicate["of_row"], duplicate["similarity"]) == (0, None)
