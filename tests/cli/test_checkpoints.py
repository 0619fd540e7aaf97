"""A checkpoint on the command line, from a folder and from a hub name that is not there."""

from __future__ import annotations

import json

import pytest

from biascheck.cli import main
from biascheck.encoder import persistence
from tests.checkpoints import tiny

TEXT = "The council of Ostren met on Tuesday. It is a shameful record of waste and of lies."


@pytest.fixture
def article(tmp_path, tiny_model, monkeypatch):
    monkeypatch.setattr(persistence, "DEFAULT", str(tiny_model))
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def checkpoint(tmp_path, capsys):
    folder = tiny.write_classifier(tmp_path / "checkpoint")
    (tmp_path / "labels.toml").write_text(tiny.LOADED, encoding="utf-8")
    capsys.readouterr()
    return ["--model", str(folder), "--labels", str(tmp_path / "labels.toml"), "--offline"]


def test_analyze(article, checkpoint, capsys):
    assert main(["analyze", article, *checkpoint, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["model"]["options"]["checkpoint"]["name"] == "ostren"
    assert "checkpoint" in {warning["code"] for warning in report["warnings"]}
    assert main(["analyze", article, *checkpoint]) == 0
    assert "checkpoint=ostren 2" in " ".join(capsys.readouterr().out.split())


def test_batch_gives_what_analyze_gives(article, checkpoint, capsys, tmp_path):
    assert main(["analyze", article, *checkpoint, "--format", "json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    out = tmp_path / "out.jsonl"
    assert main(["batch", article, "-o", str(out), *checkpoint, "-q"]) == 0
    (row,) = out.read_text(encoding="utf-8").splitlines()
    assert alone["model"]["sha256"] in row


def test_evaluate(article, checkpoint, capsys, tmp_path):
    rows = tmp_path / "rows.jsonl"
    labels = ["biased", "neutral"] * 4
    rows.write_text(
        "".join(
            json.dumps({"id": i, "text": f"It rained {i} times.", "label": label}) + "\n"
            for i, label in enumerate(labels)
        )
    )
    command = ["evaluate", "loaded", str(rows), *checkpoint, "--format", "json", "-q"]
    assert main(command) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["model"]["options"]["checkpoint"]["name"] == "ostren"


@pytest.mark.parametrize(
    "command",
    [
        ["analyze", "ARTICLE"],
        ["audit"],
        ["evaluate", "faithfulness", "ARTICLE"],
        ["evaluate", "protocol", "coverage", "--data", "FOLDER", "-q"],
    ],
    ids=" ".join,
)
def test_a_hub_name_that_is_not_in_the_cache(command, article, capsys, monkeypatch, tmp_path):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    told = {"ARTICLE": article, "FOLDER": str(tmp_path)}
    given = [told.get(part, part) for part in command]
    assert main([*given, "--model", "ostren/no-such-model", "--offline"]) == 4
    assert "hf download ostren/no-such-model" in capsys.readouterr().err


def test_labels_without_a_checkpoint(article, capsys, tmp_path):
    assert main(["analyze", article, "--labels", str(tmp_path / "labels.toml")]) == 2
    assert "no checkpoint" in capsys.readouterr().err
