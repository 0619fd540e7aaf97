from __future__ import annotations

import json
import types

import pytest

from biascheck.evaluation.ablations import ABLATIONS
from tests.training import corpus_folder


@pytest.fixture
def evaluate(shell, monkeypatch, tiny_analyzer):
    module = types.ModuleType("biascheck.analyzer")
    module.Analyzer = types.SimpleNamespace(from_pretrained=lambda *_, **__: tiny_analyzer)
    monkeypatch.setitem(__import__("sys").modules, "biascheck.analyzer", module)
    return lambda *arguments: shell("evaluate", *arguments)


@pytest.fixture
def data(tmp_path):
    return corpus_folder.make(tmp_path / "data")


def test_the_list_names_every_ablation(evaluate):
    code, stdout, _ = evaluate("ablations", "--format", "json")
    assert code == 0
    assert [one["name"] for one in json.loads(stdout)] == list(ABLATIONS)
    code, stdout, _ = evaluate("ablations")
    assert code == 0
    assert "shipped" in stdout
    code, stdout, _ = evaluate("ablation", "--help")
    assert "level" in stdout


def test_json_is_one_object(evaluate, data):
    code, stdout, stderr = evaluate("ablation", "level", "--data", data, "--format", "json")
    assert code == 0
    assert json.loads(stdout)["ablation"] == "level"
    assert "encoding 4 + 4 articles" in stderr


def test_markdown_is_a_table_of_rows(evaluate, data):
    code, stdout, _ = evaluate("ablation", "level", "--data", data, "-q", "--format", "markdown")
    assert code == 0
    lines = stdout.splitlines()
    assert lines[0].startswith("| gold/dev, 26 sentences | macro-F1 | opinion F1 | change |")
    assert [line.split(" | ")[0] for line in lines[2:]] == [
        "| own", "| **own, neighbours**", "| own, article",
    ]  # fmt: skip


def test_table_goes_to_a_file(evaluate, data, tmp_path):
    out = tmp_path / "level.txt"
    code, stdout, stderr = evaluate("ablation", "level", "--data", data, "-q", "-o", out)
    assert (code, stdout, stderr) == (0, "", "")
    assert "(shipped)" in out.read_text()


def test_wrong_usage(evaluate, data, tmp_path):
    code, _, stderr = evaluate("ablation", "levl", "--data", data)
    assert code == 2
    assert "level" in stderr
    code, _, stderr = evaluate("ablation", "level", "--data", tmp_path / "none")
    assert code == 4
