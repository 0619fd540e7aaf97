from __future__ import annotations

import json
import types

import pytest

from tests.evaluation import corpus_folder
from tests.evaluation.fake_analyzer import FakeAnalyzer

ROWS = [
    {"id": 1, "text": "The council met.", "label": "objective", "outlet": "[Post]"},
    {"id": 2, "text": "A shameful evening.", "label": "subjective", "outlet": "Echo"},
]


@pytest.fixture
def evaluate(shell, monkeypatch):
    module = types.ModuleType("biascheck.analyzer")
    module.Analyzer = FakeAnalyzer
    monkeypatch.setitem(__import__("sys").modules, "biascheck.analyzer", module)
    return lambda *arguments: shell("evaluate", *arguments)


@pytest.fixture
def labelled(tmp_path):
    def write(*rows):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    corpus_folder.make(folder)
    return folder


def test_json_is_one_object_on_standard_output(evaluate, labelled, tmp_path):
    out = tmp_path / "predictions.jsonl"
    code, stdout, _ = evaluate(
        "subjectivity", labelled(*ROWS), "--format", "json", "--predictions", out
    )
    assert code == 0
    result = json.loads(stdout)
    assert result["metrics"]["macro_f1"]["value"] == 1.0
    assert len(out.read_text().splitlines()) == 2


def test_table_shows_metrics_majority_and_groups(evaluate, labelled):
    code, stdout, _ = evaluate("subjectivity", labelled(*ROWS))
    assert code == 0
    for word in ("macro_f1", "majority", "outlet", "[Post]", "2 rows", "fake 0"):
        assert word in stdout.replace("\n", " ").replace("  ", " ")


def test_unreadable_rows_are_told_by_line_and_by_exit_code(evaluate, labelled):
    path = labelled(*ROWS, {"id": 3})
    code, stdout, stderr = evaluate("subjectivity", path, "--format", "json")
    assert code == 3
    assert f"{path}:3" in stderr.replace("\n", "")
    assert json.loads(stdout)["unreadable"] == 1


def test_nothing_readable_is_exit_code_four(evaluate, labelled):
    code, stdout, stderr = evaluate("subjectivity", labelled({"id": 3}))
    assert (code, stdout) == (4, "")
    assert "no row can be read" in stderr


def test_missing_file_is_exit_code_four(evaluate, tmp_path):
    code, _, stderr = evaluate("role", tmp_path / "none.jsonl")
    assert code == 4
    assert "no such file" in stderr


def test_unknown_task_is_a_usage_error(evaluate, labelled):
    code, _, stderr = evaluate("subjektivity", labelled(*ROWS))
    assert code == 2
    assert "subjektivity" in stderr


def test_output_goes_to_a_file(evaluate, labelled, tmp_path):
    out = tmp_path / "result.json"
    code, stdout, _ = evaluate("subjectivity", labelled(*ROWS), "--format", "json", "-o", out)
    assert (code, stdout) == (0, "")
    assert json.loads(out.read_text())["n"] == 2


def test_rows_of_a_corpus_can_be_evaluated(evaluate, data, tmp_path):
    out = tmp_path / "role.jsonl"
    assert evaluate("rows", "role", "--data", data, "-o", out)[0] == 0
    code, stdout, _ = evaluate("role", out, "--format", "json")
    assert code == 0
    assert json.loads(stdout)["n"] == 12


def test_rows_of_all_corpora_hold_no_row_twice(evaluate, data, tmp_path):
    out = tmp_path / "passages.jsonl"
    evaluate("rows", "passages", "--data", data, "-o", out)
    ids = [json.loads(line)["id"] for line in out.read_text().splitlines()]
    assert len(ids) == len(set(ids)) == 2
    assert evaluate("rows", "passages", "--corpus", "gold-news", "--data", data, "-o", out)[0] == 0


def test_table_of_chosen_tasks(evaluate, data, monkeypatch):
    monkeypatch.setenv("BIASCHECK_DATA", str(data))
    code, stdout, _ = evaluate("table", "--tasks", "role,frames", "--format", "json")
    assert code == 0
    assert [row["corpus"] for row in json.loads(stdout)] == ["gold", "gold", "ccf", "gvfc"]
    code, stdout, _ = evaluate("table", "--tasks", "role", "--baselines-only")
    assert stdout.startswith("| task | corpus |")


def test_table_without_data_says_what_to_give(evaluate, monkeypatch):
    monkeypatch.delenv("BIASCHECK_DATA", raising=False)
    code, _, stderr = evaluate("table")
    assert code == 2
    assert "BIASCHECK_DATA" in stderr
