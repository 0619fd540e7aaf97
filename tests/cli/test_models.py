from __future__ import annotations

import json
import sys
import types

import pytest

from biascheck.errors import ModelError


@pytest.fixture
def root(tmp_path, monkeypatch):
    def verify(path):
        if (path / "tampered").exists():
            raise ModelError("weights.safetensors was altered.", source=str(path))

    module = types.ModuleType("biascheck.encoder.persistence")

    def installed_models():
        return tuple(sorted(file.parent for file in tmp_path.glob("*/biascheck.json")))

    module.__dict__.update(
        installed_models=installed_models, models_root=lambda: tmp_path, verify=verify
    )
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return tmp_path


def _model(root, name, **description):
    folder = root / name
    folder.mkdir()
    (folder / "biascheck.json").write_text(json.dumps({"name": name, **description}))
    row = {"task": "loaded", "corpus": "babe", "lead": "macro_f1"}
    figures = {"table": [{**row, "biascheck": {"macro_f1": {"value": 0.731}}}]}
    (folder / "metrics.json").write_text(json.dumps(figures))
    return folder


def test_list(shell, root):
    _model(root, "standard", version="1.0", licence="CC-BY-NC-SA-4.0")
    code, out, _ = shell("models")
    assert code == 0
    for part in ("standard 1.0", "CC-BY-NC-SA-4.0", "checksums ok", "macro-f1 0.731"):
        assert part in out


def test_json(shell, root):
    _model(root, "standard", version="1.0")
    _, out, _ = shell("models", "--format", "json")
    (model,) = json.loads(out)
    assert model["figures"] == {"loaded/babe": ["macro_f1", 0.731]}
    assert model["licence"] is None
    assert model["fault"] is None


def test_tampered(shell, root):
    (_model(root, "standard") / "tampered").touch()
    code, out, _ = shell("models")
    assert code == 4
    assert "FAILED" in out
    assert "was altered" in out
    _model(root, "whole")
    assert shell("models")[0] == 3


def test_none_installed(shell, root):
    code, _, err = shell("models")
    assert code == 4
    assert "biascheck train" in err


def test_unknown_format(shell, root):
    assert shell("models", "--format", "yaml")[0] == 2
