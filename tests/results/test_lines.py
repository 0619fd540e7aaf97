from __future__ import annotations

import json
import math

import pytest

from biascheck.corpus.row import Row
from biascheck.errors import DataError, InputError
from biascheck.render.contract import from_dict
from biascheck.results import lines
from biascheck.results.tables import report_rows
from tests import reports
from tests.render.test_contract import VALIDATOR
from tests.results import sample


def corpus():
    """Yield the lines of ten items."""
    for number in range(10):
        row = sample.row(number)
        if number == 4:
            yield lines.error_line(row, sample.fault(number))
        elif number == 5:
            yield lines.duplicate_line(row, 0, "a0", 0.9, "near")
        else:
            yield lines.report_line(row, sample.report(number))


def test_a_report_keeps_the_contract():
    report = reports.harbour_bridge()
    row = Row("h", "c.csv", 3, article=report.article, columns={"lean": "left", "x": math.nan})
    line = lines.report_line(row, report)
    value = json.loads(line)
    VALIDATOR.validate(value)
    assert from_dict(value) == report
    assert (value["id"], value["source"], value["line"]) == ("h", "c.csv", 3)
    assert value["columns"] == {"lean": "left", "x": None}
    assert line.count("\n") == 1


def test_error_and_duplicate():
    error = json.loads(lines.error_line(sample.row(4), sample.fault(4)))
    assert error == {
        "id": "a4",
        "source": "c.jsonl",
        "line": 5,
        "error": {"code": "input", "message": "c.jsonl:5: it is empty."},
    }
    duplicate = json.loads(lines.duplicate_line(sample.row(5), 0, "a0", None, "exact"))
    assert duplicate["duplicate_of"] == {
        "row": 0,
        "id": "a0",
        "kind": "exact",
        "similarity": None,
    }


@pytest.mark.parametrize("table", ["articles", "sentences", "frames", "stances", "quotes"])
def test_rows_come_back(tmp_path, table):
    path = tmp_path / "out.jsonl"
    path.write_text("".join(corpus()), encoding="utf-8")
    rows, carried = lines.read_rows(path, table)
    expected = []
    for number in (0, 1, 2, 3, 6, 7, 8, 9):
        place = (number, sample.row(number), sample.report(number))
        expected += report_rows(*place, sample.CARRIED)[table]
    assert rows == expected
    assert carried.kinds == (sample.CARRIED.kinds if table == "articles" else {})


def test_errors_and_duplicates_come_back(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("".join(corpus()), encoding="utf-8")
    made = sample.block_rows(range(10))
    for table in ("errors", "duplicates"):
        assert lines.read_rows(path, table)[0] == made[table]


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", "no JSON"), ("7", "no JSON object"), ("{}", "no report"), ('{"error": 1}', "no report")],
)
@pytest.mark.parametrize("table", ["articles", "errors"])
def test_a_broken_line_is_named(tmp_path, line, told, table):
    path = tmp_path / "out.jsonl"
    path.write_text(next(corpus()) + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"out\.jsonl:2: the line is {told}"):
        lines.read_rows(path, table)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        lines.read_rows(tmp_path, "articles")
