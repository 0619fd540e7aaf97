"""The command around the deletion test."""

from __future__ import annotations

import json
import sys

import pytest

from tests.evaluation.faithfulness.test_measurement import TEXT, OneWord


@pytest.fixture
def evaluate(shell, monkeypatch):
    # The stand-in that ``shell`` has put there.
    module = sys.modules["biascheck.analyzer"]
    made = staticmethod(lambda *_, **__: OneWord())
    monkeypatch.setattr(module.Analyzer, "from_pretrained", made)
    return lambda *arguments: shell("evaluate", "faithfulness", *arguments)


def test_json_is_one_object_and_a_lost_row_is_told(evaluate, tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n{}\n", encoding="utf-8")
    code, out, err = evaluate(path, "--format", "json", "--draws", "2")
    assert code == 3
    assert ":2: left out:" in err
    result = json.loads(out)
    assert (result["n"], result["draws"], result["unreadable"]) == (1, 2, 1)
    assert result["decisions"]["opinion"]["metrics"]["gain"]["value"] == pytest.approx(0.8)


def test_a_table_says_what_was_deleted(evaluate, tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n", encoding="utf-8")
    code, out, _ = evaluate(path)
    assert code == 0
    assert "opinion" in out
    assert "as much else at random" in out


def test_a_missing_file_is_named(evaluate, tmp_path):
    code, out, err = evaluate(tmp_path / "none.jsonl")
    assert code == 4
    assert (out, "none.jsonl" in err) == ("", True)
