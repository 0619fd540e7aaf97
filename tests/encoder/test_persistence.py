from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from biascheck.encoder import persistence
from biascheck.encoder.persistence import (
    CONFIG,
    PARTS,
    find_model,
    installed_models,
    load_model,
    read_config,
    verify,
)
from biascheck.errors import ModelError


@pytest.fixture
def folder(tiny_model, tmp_path):
    return shutil.copytree(tiny_model, tmp_path / "copy")


def _fails(match, function, *arguments):
    with pytest.raises(ModelError, match=match) as caught:
        function(*arguments)
    assert caught.value.cause.endswith(".")
    assert caught.value.source
    assert caught.value.hint
    return caught.value


def _rewrite(folder, **changes):
    path = folder / CONFIG
    config = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({k: v for k, v in config.items() if v is not None}))


def test_a_whole_model_is_read(folder):
    verify(folder)
    files = load_model(folder)
    assert files.path == folder
    assert len(files.sha256) == 64
    heads, weights = files.head_specs(), files.head_weights()
    for spec in heads.values():
        for name, shape in spec.shapes(32).items():
            assert weights[name].shape == shape
    assert files.weights["embeddings.word_embeddings.weight"].dtype == np.int8


def test_there_is_no_such_model(tmp_path):
    _fails("no model of this name", find_model, "biascheck-gigantic")
    _fails("no model of this name", load_model, tmp_path / "nowhere")
    _fails("no biascheck.json", load_model, tmp_path)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_missing(folder, part):
    (folder / part).unlink()
    _fails(f"{part} is missing", load_model, folder)


@pytest.mark.parametrize("part", PARTS)
def test_a_byte_is_altered(folder, part):
    data = bytearray((folder / part).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / part).write_bytes(bytes(data))
    _fails(f"{part} is not the file", load_model, folder)


def test_truncated_weights(folder):
    path = folder / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:1000])
    _fails("truncated", verify, folder)
    files = json.loads((folder / CONFIG).read_text())["files"]
    _rewrite(folder, files={**files, path.name: persistence.file_sha256(path)})
    _fails("weights cannot be read", load_model, folder)


def test_description_is_no_json(folder):
    (folder / CONFIG).write_text("{")
    _fails("cannot be read", load_model, folder)
    (folder / CONFIG).write_bytes(b"\xff\xfe")
    _fails("cannot be read", load_model, folder)


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": "biascheck.model/9"}'])
def test_description_has_another_format(folder, text):
    (folder / CONFIG).write_text(text)
    _fails("format", read_config, folder)


@pytest.mark.parametrize("field", ["files", "heads", "thresholds", "encoder"])
def test_description_lacks_a_field(folder, field):
    _rewrite(folder, **{field: None})
    _fails(f"lacks {field}", load_model, folder)


def test_models_are_found_by_name(tmp_path, tiny_model, monkeypatch):
    shutil.copytree(tiny_model, tmp_path / "tiny")
    (tmp_path / "notes").mkdir()
    monkeypatch.setattr(persistence, "models_root", lambda: tmp_path)
    assert [path.name for path in installed_models()] == ["tiny"]
    assert find_model("tiny") == tmp_path / "tiny"
    assert "tiny" in (_fails("no model", find_model, "tinny").hint or "")


def test_none_is_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(persistence, "models_root", lambda: tmp_path / "gone")
    assert installed_models() == ()
    assert "none" in (_fails("no model", find_model, None).hint or "")
