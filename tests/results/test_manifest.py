from __future__ import annotations

import json

import pytest

from biascheck.errors import DataError
from biascheck.results.manifest import Counts, Manifest
from tests import reports


def manifest(**changes):
    values = {
        "biascheck": "0.1.0",
        "model": reports.PROVENANCE,
        "options": {"dedupe": "near", "block": 3},
        "inputs": ({"name": "c.jsonl", "kind": "jsonl", "files": 1, "bytes": 9, "sha256": "ab"},),
        "counts": Counts(9, 7, 1, {"input": 1}),
        "blocks": 3,
        "started": "2024-05-01T10:00:00+00:00",
        "finished": "2024-05-01T10:01:00+00:00",
        "seconds": 60.0,
        "runs": 2,
    }
    return Manifest(**values | changes)


def test_survives_the_disk(tmp_path):
    manifest().write(tmp_path)
    assert Manifest.read(tmp_path) == manifest()
    data = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert data["schema"] == "biascheck.results/1"
    assert data["model"]["name"] == "standard"


def test_later_keys_are_left_aside():
    assert Manifest.from_dict({**manifest().to_dict(), "weather": "rain"}) == manifest()


def test_absent(tmp_path):
    assert Manifest.read(tmp_path) is None


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "biascheck.results/1"}'])
def test_damaged(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(DataError, match=r"manifest\.json: the manifest is damaged"):
        Manifest.read(tmp_path)


def test_another_schema():
    with pytest.raises(DataError, match=r"biascheck\.results/9"):
        Manifest.from_dict({"schema": "biascheck.results/9"})


def test_counts_add_up():
    assert Counts(9, 7, 1, {"input": 1}).add_up
    assert not Counts(9, 7, 1, {"input": 2}).add_up
