from __future__ import annotations

import json
from dataclasses import replace

import pytest

from biascheck.annotation.reports import of_report, read_tasks
from biascheck.annotation.task import Task, Unusable
from biascheck.corpus.row import Row
from biascheck.errors import ConfigError, DataError, InputError
from biascheck.results.lines import duplicate_line, error_line, report_line
from biascheck.results.manifest import Counts
from biascheck.types import Article
from tests import reports
from tests.results import sample
from tests.results.test_manifest import manifest


def test_a_report_is_a_task_with_a_mark_per_sentence():
    report = reports.harbour_bridge()
    task = of_report(report)
    assert task.text == report.article.text
    assert task.model == "standard 1.0"
    assert task.details["title"] == report.article.title
    assert [mark.role for mark in task.marks] == [label.role for label in report.labels]
    assert task.marks[0].score == 0.88
    assert [place.paragraph for place in task.sentences] == [
        it.paragraph for it in report.sentences
    ]


def test_carriage_returns_become_blanks_so_that_browsers_move_nothing():
    text = "It rained.\r\nIt stopped."
    task = of_report(reports.bare(text, article=Article(text=text)))
    assert task.text == "It rained. \nIt stopped."


@pytest.mark.parametrize("several", [False, True])
def test_json_of_one_report_or_several(tmp_path, several):
    report = reports.harbour_bridge().to_dict()
    path = tmp_path / "a.json"
    path.write_text(json.dumps([report, {"schema": "other"}, 3] if several else report))
    found = list(read_tasks(path))
    assert isinstance(found[0], Task)
    if several:
        assert [it.where for it in found[1:]] == [f"{path}:2", f"{path}:3"]
        assert "no report of schema" in found[1].cause


def test_lines_of_batch_with_errors_and_duplicates_are_passed_over(tmp_path):
    row = Row("a", "s.txt", None, article=Article(text="x"))
    lines = [
        error_line(row, InputError("bad")),
        report_line(row, reports.bare("It rained.")),
        duplicate_line(row, 0, "a", None, "exact"),
        "{broken\n",
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(lines))
    found = list(read_tasks(path))
    assert [type(it) for it in found] == [Task, Unusable]
    assert found[1].where == f"{path}:4"


def test_a_folder_gives_the_text_back_with_every_sentence_in_its_place(tmp_path):
    sample.write(tmp_path, blocks=2, size=5)
    manifest(counts=Counts(10, 8, 1, {"input": 1}), blocks=2).write(tmp_path)
    expected = of_report(reports.harbour_bridge())
    tasks = [it for it in read_tasks(tmp_path) if isinstance(it, Task)]
    task = next(it for it in tasks if it.id == "a0")
    assert task.sentences == expected.sentences
    for place in task.sentences:
        start, end = place.span
        assert task.text[start:end] == expected.text[start:end]
    assert task.text.split() == expected.text.split()
    assert [mark.role for mark in task.marks] == [mark.role for mark in expected.marks]
    assert task.model


@pytest.mark.parametrize(
    ("name", "content", "error", "told"),
    [
        ("no.json", None, InputError, "no such file"),
        ("bad.json", "{", DataError, "no JSON"),
        ("table.csv", "a,b\n", ConfigError, "analyze --format jsonl"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path, name, content, error, told):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(error, match=told) as raised:
        list(read_tasks(path))
    assert str(path) in str(raised.value)


def test_results_without_text_are_named(tmp_path):
    from biascheck.results.parts import write_block
    from biascheck.results.tables import report_rows

    report = replace(reports.harbour_bridge())
    row = Row("a", "s.txt", None, article=report.article)
    write_block(tmp_path, 0, report_rows(0, row, report, text=False))
    manifest(counts=Counts(1, 1), blocks=1).write(tmp_path)
    (found,) = read_tasks(tmp_path)
    assert "--no-text" in found.cause
