from __future__ import annotations

import hashlib
import socket

import pytest

from biascheck.analyzer import Analyzer
from biascheck.checkpoints.origin import fetch_weights, find_checkpoint
from biascheck.errors import ModelError
from tests.checkpoints import tiny

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def cache(tmp_path, monkeypatch, no_network):
    """Return an empty cache of the hub."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def store(cache, name):
    """Put a checkpoint into the cache, as the hub's client lays it out."""
    place = cache / f"models--{name.replace('/', '--')}"
    folder = place / "snapshots" / COMMIT
    folder.mkdir(parents=True)
    tiny.write_classifier(folder, declared=tiny.LOADED)
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    return folder


def test_our_models_and_other_names_are_no_checkpoints(tiny_model, tmp_path):
    for name in (None, tiny_model, "biascheck-small", "no-such-model", tmp_path):
        assert find_checkpoint(name, offline=True) is None


def test_a_folder_is_its_own_origin(tmp_path):
    tiny.write_classifier(tmp_path)
    origin = find_checkpoint(tmp_path)
    assert (origin.folder, origin.revision) == (tmp_path, None)
    weights = (tmp_path / "model.safetensors").read_bytes()
    assert origin.sha256() == hashlib.sha256(weights).hexdigest()
    assert fetch_weights(origin) is origin


def test_an_unknown_hub_name_offline(cache):
    with pytest.raises(ModelError) as caught:
        Analyzer.from_pretrained("ostren/no-such-model@v2", offline=True)
    assert "network is switched off" in caught.value.cause
    assert caught.value.source == "ostren/no-such-model@v2"
    assert "hf download ostren/no-such-model" in caught.value.hint


def test_the_environment_switches_the_network_off(cache, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="network is switched off"):
        find_checkpoint("ostren/no-such-model")


def test_a_cached_name_offline(cache):
    store(cache, "ostren/loaded")
    report = Analyzer.from_pretrained("ostren/loaded", offline=True, threads=1).analyze(
        "It rained."
    )
    told = report.provenance.options["checkpoint"]
    assert (told["source"], told["revision"]) == ("ostren/loaded", COMMIT)
    assert find_checkpoint(f"ostren/loaded@{COMMIT}", offline=True).revision == COMMIT


def test_a_hub_that_cannot_be_reached(monkeypatch):
    import huggingface_hub

    def fail(*_args, **_kwargs):
        raise ConnectionError("no route to host")

    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", fail)
    with pytest.raises(ModelError, match=r"connection"):
        find_checkpoint("ostren/loaded")


def test_pickles_are_refused(tmp_path):
    tiny.write_classifier(tmp_path, declared=tiny.LOADED)
    (tmp_path / "model.safetensors").rename(tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"only pytorch_model\.bin") as caught:
        Analyzer.from_pretrained(tmp_path)
    assert "safe_serialization" in caught.value.hint


def test_weights_in_several_files_have_one_sum(tmp_path):
    for number in (1, 2):
        (tmp_path / f"model-0000{number}-of-00002.safetensors").write_bytes(b"%d" % number)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    origin = find_checkpoint(tmp_path)
    first = origin.sha256()
    (tmp_path / "model-00002-of-00002.safetensors").write_bytes(b"3")
    assert origin.sha256() != first
