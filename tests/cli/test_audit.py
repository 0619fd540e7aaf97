from __future__ import annotations

import json
import sys
import types

import pytest

from biascheck.evaluation.audit import measurement, pairs
from tests.evaluation.audit.hand_made import judgement, pair, version
from tests.evaluation.fake_analyzer import FakeAnalyzer

ROWS = [
    {"id": i, "text": "The council met.", "title": None, "lean": lean, "label": "news"}
    for i, lean in enumerate(["left", "right"])
]


@pytest.fixture
def change():
    """How far the judgement moves; tests may set another."""
    return {"opinion": 0.01}


@pytest.fixture
def audit(shell, monkeypatch, change):
    module = types.ModuleType("biascheck.analyzer")
    module.Analyzer = FakeAnalyzer
    monkeypatch.setitem(sys.modules, "biascheck.analyzer", module)
    monkeypatch.setattr(pairs, "audit_pairs", lambda seed: (pair((f"{seed} A", "A"), ("B", "B")),))
    monkeypatch.setattr(
        measurement,
        "judge",
        lambda _, some: {
            some[0].first: judgement(0.2),
            version("B", "B"): judgement(0.2 + change["opinion"]),
        },
    )
    return lambda *arguments: shell("audit", *arguments)


def test_the_table_says_which_bounds_are_kept(audit):
    code, out, _ = audit()
    assert code == 0
    assert "sentence.opinion.mean" in out
    assert "NOT kept" in out  # the article's figures are undefined
    assert "names that move opinion most" in out


def test_json_is_one_object(audit, tmp_path):
    path = tmp_path / "audit.json"
    assert audit("--format", "json", "-o", path)[:2] == (0, "")
    found = json.loads(path.read_text())
    assert found["scores"]["sentence"]["opinion"]["all"]["mean"]["value"] == pytest.approx(0.01)


def test_pin_then_pass_then_grow(audit, change, tmp_path):
    path = tmp_path / "pins.json"
    assert audit("--update", path)[0] == 0
    assert audit("--gate", path)[0] == 0
    change["opinion"] = 0.2
    code, _, err = audit("--gate", path)
    assert code == 1
    assert "sentence.opinion.mean grew from 0.0100 to 0.2000" in err


def test_update_refuses_to_raise_a_pin(audit, change, tmp_path):
    path = tmp_path / "pins.json"
    audit("--update", path)
    before = path.read_text()
    change["opinion"] = 0.2
    code, _, err = audit("--update", path)
    assert (code, path.read_text()) == (1, before)
    assert "--allow-regression" in err
    assert audit("--update", path, "--allow-regression")[0] == 0
    assert path.read_text() != before


def test_another_seed_needs_other_pins(audit, tmp_path):
    path = tmp_path / "pins.json"
    audit("--update", path)
    code, _, err = audit("--gate", path, "--seed", "5")
    assert code == 4
    assert "other texts" in err


def test_missing_pins_are_told_before_the_work(audit, tmp_path):
    code, out, err = audit("--gate", tmp_path / "none.json")
    assert (code, out) == (4, "")
    assert "no such file" in err


def test_articles_by_lean(audit, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    code, out, _ = audit("--articles", path)
    assert code == 0
    assert "difference" in out
    code, out, _ = audit("--articles", path, "--format", "json")
    assert json.loads(out)["leans"]["left"]["n_articles"] == 1


def test_articles_with_an_unreadable_row_is_exit_code_three(audit, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*ROWS, {"id": 3}]))
    code, _, err = audit("--articles", path)
    assert code == 3
    assert "rows.jsonl:3" in err.replace("\n", "")


def test_articles_go_with_no_pins(audit, tmp_path):
    code, _, err = audit("--articles", "a.jsonl", "--gate", tmp_path / "pins.json")
    assert code == 2
    assert "--articles" in err
