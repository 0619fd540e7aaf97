from __future__ import annotations

import json
import types

import pytest

from biascheck.evaluation import protocols as package
from biascheck.evaluation.protocols import PROTOCOLS
from tests.evaluation import corpus_folder
from tests.evaluation.fake_analyzer import FakeAnalyzer


@pytest.fixture
def evaluate(shell, monkeypatch):
    module = types.ModuleType("biascheck.analyzer")
    module.Analyzer = FakeAnalyzer
    monkeypatch.setitem(__import__("sys").modules, "biascheck.analyzer", module)
    return lambda *arguments: shell("evaluate", *arguments)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    corpus_folder.make(folder)
    return folder


def test_the_list_names_every_protocol(evaluate):
    code, stdout, _ = evaluate("protocols", "--format", "json")
    assert code == 0
    assert [one["name"] for one in json.loads(stdout)] == list(PROTOCOLS)
    code, stdout, _ = evaluate("protocols")
    assert code == 0
    assert "held out" in stdout
    code, stdout, _ = evaluate("protocol", "--help")
    assert "frames-transfer" in stdout.replace("\n", "")


def test_json_is_one_object(evaluate, data):
    code, stdout, stderr = evaluate("protocol", "coverage", "--data", data, "--format", "json")
    assert code == 0
    result = json.loads(stdout)
    assert result["parts"][0]["systems"]["biascheck"]["accuracy_at_100"]["value"] == 1.0
    assert "gold/dev" in stderr


def test_table_shows_systems_and_what_was_seen(evaluate, data, tmp_path):
    out = tmp_path / "coverage.txt"
    code, stdout, stderr = evaluate("protocol", "coverage", "--data", data, "-q", "-o", out)
    assert (code, stdout, stderr) == (0, "", "")
    for word in ("majority", "TF-IDF", "Held out", "has seen", "gold/dev"):
        assert word in out.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["protocol", "coverag"], "coverage"),
        (["protocol", "coverage", "--finetune"], "--finetune"),
        (["protocol", "coverage", "--run", "folds"], "--finetune"),
        (["protocol", "coverage", "--encoder", "base"], "--encoder base"),
    ],
)
def test_wrong_usage(evaluate, data, arguments, told):
    code, _, stderr = evaluate(*arguments, "--data", data)
    assert code == 2
    assert told in stderr.replace("\n", " ")


def test_a_folder_without_the_corpus(evaluate, tmp_path):
    code, _, stderr = evaluate("protocol", "coverage", "--data", tmp_path)
    assert code == 4
    assert "no such file" in stderr


def test_protocols_are_imported_when_they_are_asked_for():
    assert package.__name__ in package.load_protocol("coverage").run.__module__
