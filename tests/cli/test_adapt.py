"""``biascheck adapt``: its output, its messages and its exit codes."""

from __future__ import annotations

import json

import pytest

from biascheck.cli import main
from tests.training.adaptation import rows

LOADED = ("neutral", "biased")


@pytest.fixture
def adapt(tiny_model, tmp_path, capsys):
    def go(lines, *options, dimension="loaded", model=tiny_model):
        path = rows.write(tmp_path / "rows.jsonl", lines)
        arguments = ["adapt", path, "--dimension", dimension, "--model", model, *options]
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert "bug" not in err
        return code, out, err

    return go


def test_a_model_is_written_and_can_be_used(adapt, tmp_path, capsys):
    out = tmp_path / "mine"
    code, table, err = adapt(rows.two(LOADED), "-o", out)
    assert code == 0, err
    for part in ("48 rows (24 neutral, 24 biased)", "4 folds over 4 groups by outlet", "macro_f1"):
        assert part in table
    assert f"--model {out}" in err
    text = tmp_path / "rain.txt"
    text.write_text("The council of Ostren met on Tuesday to discuss the bridge.")
    assert main(["analyze", str(text), "--model", str(out), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["model"]["name"] == "mine"


def test_json_is_one_object(adapt):
    code, out, err = adapt(rows.two(LOADED), "--format", "json", "--group", "id", "-q")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["dimension"] == "loaded"
    assert found["groups"] == {"by": "id", "n": 48}
    assert set(found["gain"]) == {"macro_f1", "auroc", "ece"}
    assert set(found["gain"]["macro_f1"]) == {"value", "low", "high"}
    assert found["written"] is None


def test_unreadable_rows_are_named_and_counted(adapt, tmp_path):
    lines = [*rows.two(LOADED), "{", '{"id": 9, "text": "x", "label": "odd"}']
    code, out, err = adapt(lines, "--format", "json", "-o", tmp_path / "mine")
    assert code == 3
    assert "rows.jsonl:49: left out: not JSON" in err
    assert "label 'odd' is none of neutral, biased" in err
    assert "2 rows could not be read" in err
    assert json.loads(out)["unreadable"] == 2
    assert (tmp_path / "mine" / "biascheck.json").is_file()


def test_no_gain_is_a_finding_and_nothing_is_written(adapt, tmp_path):
    assert adapt(rows.two(LOADED), "-o", tmp_path / "mine")[0] == 0
    worse = tmp_path / "worse"
    lines = rows.contrary(LOADED)
    code, out, err = adapt(lines, "-o", worse, model=tmp_path / "mine")
    assert code == 1
    assert "macro_f1" in out
    assert "worse than before; nothing is written" in err
    assert "--force" in err
    assert not worse.exists()
    assert adapt(lines, "-o", worse, "--force", model=tmp_path / "mine")[0] == 0
    assert (worse / "biascheck.json").is_file()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "empty"),
        (["{"], "not JSON"),
        (rows.two(("biased", "biased")), "every row has the label"),
        (rows.two(LOADED, 10), "10 labelled rows"),
        ([{**row, "outlet": "Lind Echo"} for row in rows.two(LOADED)], "--group"),
    ],
)
def test_nothing_to_learn_from_is_exit_code_four(adapt, lines, told):
    code, out, err = adapt(lines)
    assert (code, out) == (4, "")
    assert told in err


def test_unknown_names_are_usage_errors(adapt):
    code, _, err = adapt(rows.two(LOADED), dimension="loadet")
    assert code == 2
    assert "Did you mean 'loaded'?" in err
    code, _, err = adapt(rows.two(LOADED), "--group", "outlets")
    assert code == 2
    assert "outlet" in err


def test_a_missing_model_or_file(adapt, tmp_path, tiny_model, capsys):
    code, _, err = adapt(rows.two(LOADED), model=tmp_path / "gone")
    assert code == 4
    assert "gone" in err
    code = main(
        ["adapt", str(tmp_path / "no.jsonl"), "--dimension", "role", "--model", str(tiny_model)]
    )
    assert code == 4
    assert "no such file" in capsys.readouterr().err
