"""``biascheck datasets``: list, show, check, and what their exit codes mean."""

import gzip
import hashlib
import json

import pytest
from typer.testing import CliRunner

from biascheck.catalogue.shelf import card_names, load_card
from biascheck.cli import datasets
from biascheck.errors import ConfigError

runner = CliRunner()


def run(*arguments, catch=False):
    return runner.invoke(datasets.command, list(arguments), catch_exceptions=catch)


@pytest.fixture
def two_files(tmp_path, monkeypatch):
    """Put one card of two files on the shelf, and a whole copy of them into a folder."""
    shelf, data = tmp_path / "shelf", tmp_path / "data"
    manifest = {**load_card("mpqa").manifest(), "name": "small", "files": []}
    for split in ("train", "dev"):
        path = data / f"{split}.jsonl.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(b'{"id": 1}\n', mtime=0))
        manifest["files"].append(
            {
                "path": path.name,
                "split": split,
                "rows": 1,
                "bytes": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
        )
    (shelf / "small").mkdir(parents=True)
    (shelf / "small" / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr("biascheck.catalogue.shelf.cards_folder", lambda: shelf)
    return data


def test_the_list_names_every_card_and_its_licence():
    result = run()
    assert result.exit_code == 0
    for name in card_names():
        assert f"{name} " in result.stdout
    assert "none stated" in result.stdout


def test_the_list_as_json_is_the_manifests():
    listed = json.loads(run("--format", "json").stdout)
    assert [manifest["name"] for manifest in listed] == list(card_names())


def test_show_prints_the_card():
    assert run("show", "babe").stdout == load_card("babe").text()


def test_show_as_json_is_the_manifest():
    assert json.loads(run("show", "babe", "--format", "json").stdout)["name"] == "babe"


def test_an_unknown_card_is_a_usage_error():
    with pytest.raises(ConfigError, match="Did you mean 'babe'"):
        run("show", "bab")


def test_a_whole_copy_exits_0(two_files):
    result = run("check", str(two_files))
    assert result.exit_code == 0
    assert result.stdout.count("ok ") == 2
    assert "2 of 2 files" in result.stderr


def test_one_wrong_file_exits_3_and_is_named(two_files):
    (two_files / "dev.jsonl.gz").unlink()
    result = run("check", str(two_files))
    assert result.exit_code == 3
    assert "missing" in result.stdout
    assert "dev.jsonl.gz" in result.stdout


def test_no_right_file_exits_4(two_files):
    for path in two_files.iterdir():
        path.unlink()
    assert run("check", str(two_files)).exit_code == 4


def test_check_as_json_has_a_state_per_file(two_files):
    rows = json.loads(run("check", str(two_files), "--format", "json").stdout)
    assert [(row["dataset"], row["state"]) for row in rows] == [("small", "ok")] * 2


def test_check_without_a_folder_says_what_to_set(monkeypatch):
    monkeypatch.delenv("BIASCHECK_DATA", raising=False)
    with pytest.raises(ConfigError, match="BIASCHECK_DATA"):
        run("check")


def test_only_the_named_card_is_checked(tmp_path):
    result = run("check", str(tmp_path), "--name", "mpqa")
    assert result.exit_code == 4
    assert result.stdout.count("missing") == len(load_card("mpqa").files)
