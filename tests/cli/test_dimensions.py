from __future__ import annotations

import json

from biascheck.cli import main
from biascheck.dimensions.registry import DIMENSIONS
from tests.dimensions.packages import MODULE, install, install_episodic


def _run(capsys, *arguments):
    code = main(["dimensions", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_json(capsys, tiny_model):
    code, out, _ = _run(capsys, "--format", "json", "--model", tiny_model)
    assert code == 0
    listed = {it["name"]: it for it in json.loads(out)}
    assert list(listed)[: len(DIMENSIONS)] == list(DIMENSIONS)
    for name in DIMENSIONS:
        assert listed[name]["fault"] is None
        assert all(listed[name]["heads"].values())
        assert listed[name]["measures"]
        assert listed[name]["source"]
        assert listed[name]["package"].startswith("biascheck ")
    assert listed["headline"]["heads"] == {}


def test_table(capsys, tiny_model):
    code, out, _ = _run(capsys, "--model", tiny_model)
    assert code == 0
    for name in DIMENSIONS:
        assert f"{name}.v" in out
    assert "Source: Policy Frames Codebook" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_package_of_others(capsys, tiny_model, monkeypatch, tmp_path):
    install_episodic(monkeypatch, tmp_path)
    code, out, _ = _run(capsys, "--format", "json", "--model", tiny_model)
    assert code == 0
    found = next(it for it in json.loads(out) if it["name"] == "episodic")
    assert found["package"] == "biascheck-episodic 0.1.0"
    assert found["heads"] == {"episodic": False}
    _, out, _ = _run(capsys, "--model", tiny_model)
    assert "no: episodic" in out


def test_a_broken_package_is_listed_as_broken(capsys, tiny_model, monkeypatch, tmp_path):
    entries = {"mood": "mood_of", "echo": "echo_of"}
    broken = MODULE.replace("VERSION = 3", "")
    install(monkeypatch, tmp_path, "moods", entries, mood_of=broken, echo_of=MODULE)
    code, out, _ = _run(capsys, "--model", tiny_model)
    assert code == 3
    assert "BROKEN" in out
    assert "VERSION" in out
    assert "echo.v3" in out
    _, out, _ = _run(capsys, "--format", "json", "--model", tiny_model)
    faults = {it["name"]: it["fault"] for it in json.loads(out)}
    assert "moods" in faults["mood"]
    assert faults["echo"] is None


def test_a_model_that_is_not_there(capsys, tmp_path):
    code, out, err = _run(capsys, "--model", tmp_path / "gone")
    assert (code, out) == (4, "")
    assert "gone" in err


def test_no_model_installed(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("biascheck.encoder.persistence.models_root", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    code, out, _ = _run(capsys, "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["heads"] == {"axes": None, "role": None}


def test_unknown_format(capsys):
    code, _, err = _run(capsys, "--format", "yaml")
    assert code == 2
    assert "table" in err
