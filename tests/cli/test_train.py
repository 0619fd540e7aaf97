"""``biascheck train`` from corpora and base encoder to a model that analyses."""

from __future__ import annotations

import json

import pytest

from biascheck.analyzer import Analyzer
from biascheck.cli import main
from biascheck.encoder.persistence import read_config, verify
from biascheck.labels import FRAMES
from tests.checkpoints import tiny
from tests.training import corpus_folder

RECIPE = """
name = "tiny"
version = "1"
base = "{base}"
steps = {steps}
characters_per_step = 400
window = 64
overlap = 16

[mixture]
gold = 0.5
babe = 0.2
newsmtsc = 0.2
ccf = 0.1
"""


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    return corpus_folder.make(tmp_path_factory.mktemp("data"))


@pytest.fixture
def train(tiny_base, corpora, tmp_path, capsys):
    def go(*options, steps=9, data=corpora, recipe=None):
        if recipe is None:
            recipe = tmp_path / "recipe.toml"
            recipe.write_text(RECIPE.format(base=tiny_base.as_posix(), steps=steps))
        out = tmp_path / "model"
        arguments = ["train", recipe, "-o", out, "--data", data, *options]
        code = main([str(argument) for argument in arguments])
        return code, out, capsys.readouterr().err

    return go


def test_a_model_comes_out_and_analyses(train, corpora):
    code, folder, err = train("--steps", "3", "--no-calibration")
    assert code == 0, err
    for part in ("reading the corpora of tiny 1", "step 3/3", "encoding gold", "done"):
        assert part in err
    verify(folder)
    config = read_config(folder)
    assert config["recipe"]["steps"] == 3
    assert set(config["data"]) >= {"gold/train.jsonl.gz", "loaded/babe.jsonl.gz"}
    assert config["calibration"] == {}
    report = Analyzer.from_pretrained(folder, threads=1).analyze("The council of Ostren met.")
    assert report.provenance.name == "tiny"
    assert len(report.frames) == 15


def test_a_calibrated_model_comes_out(train):
    code, folder, err = train("--steps", "1", "--quiet")
    assert (code, err) == (0, "")
    config = read_config(folder)
    assert set(config["calibration"]) == {
        "role", "subjective", "attributed", "loaded", "genre", "stance", "framing",
    }  # fmt: skip
    assert 0 < config["thresholds"]["framing"] < 1
    assert 0 < config["thresholds"]["loaded_word"] < 1
    for quantiles in config["reference"].values():
        assert len(quantiles) == 101
        assert quantiles == sorted(quantiles)
    report = Analyzer.from_pretrained(folder, threads=1).analyze("The council of Ostren met.")
    assert {frame.frame for frame in report.frames} == set(FRAMES)
    assert report.scores["opinion_share"].percentile is not None


def test_another_recipe_in_the_same_run_folder(train):
    assert train("--steps", "1", "--no-calibration", "-q")[0] == 0
    code, _, err = train("--steps", "2", "--no-calibration")
    assert code == 2
    assert "another recipe" in err
    assert "--run" in err


def test_the_same_run_is_continued(train, tmp_path):
    assert train("--steps", "2", "--no-calibration", "--run", tmp_path / "run")[0] == 0
    code, _, err = train("--steps", "2", "--no-calibration", "--run", tmp_path / "run")
    assert code == 0
    assert "step " not in err


def test_missing_corpora(train, tmp_path):
    code, _, err = train(data=tmp_path)
    assert code == 4
    assert "babe.jsonl.gz" in err
    assert "biascheck datasets" in err
    assert train(data=tmp_path / "gone")[0] == 4


def test_a_device_that_is_not_there(train):
    code, _, err = train("--device", "meteor")
    assert code == 2
    assert "--device cpu" in err


def test_an_output_that_cannot_be_made(train, tmp_path):
    (tmp_path / "model").touch()
    code, _, err = train()
    assert code == 4
    assert "cannot be made" in err


def test_a_missing_recipe(tmp_path, capsys):
    code = main(["train", str(tmp_path / "gone.toml"), "-o", str(tmp_path / "m"), "--data", "."])
    assert code == 2
    assert "models/recipes" in capsys.readouterr().err


def test_a_model_on_a_roberta_runs_on_torch(train, tmp_path, capsys):
    base = tiny.write_encoder(tmp_path / "roberta")
    recipe = tmp_path / "roberta.toml"
    plan = RECIPE.format(base=base.as_posix(), steps=2).replace("gold = 0.5\n", "")
    recipe.write_text(plan)
    code, folder, err = train("--no-calibration", "-q", recipe=recipe)
    assert code == 0, err
    config = read_config(folder)
    assert (config["runtime"], config["encoder"]["model_type"]) == ("torch", "roberta")
    assert str(tmp_path) not in str(config["encoder"])
    assert not (folder / "encoder.onnx").exists()
    verify(folder)
    analyzer = Analyzer.from_pretrained(folder)
    assert analyzer.provenance.runtime == "torch"
    texts = ["The council of Ostren met. It was shameful.", "It rained."]
    for text, report in zip(texts, analyzer.analyze_many(texts), strict=True):
        alone = analyzer.analyze(text)
        for one, other in zip(report.labels, alone.labels, strict=True):
            assert one.subjective == pytest.approx(other.subjective, abs=1e-4)
    (folder / "weights.safetensors").write_bytes(b"altered")
    assert main(["analyze", "--model", str(folder), str(tmp_path / "roberta.toml")]) == 4
    assert "weights.safetensors" in capsys.readouterr().err


def test_a_mixture_of_files_of_ones_own(tiny_base, tmp_path, capsys):
    rows = [
        {"id": i, "text": f"It was a {word} evening in Ostren.", "label": label}
        for i, (word, label) in enumerate([("shameful", "biased"), ("rainy", "neutral")] * 10)
    ]
    labels = tmp_path / "labels.jsonl"
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    recipe = tmp_path / "recipe.toml"
    text = RECIPE.format(base=tiny_base.as_posix(), steps=2)
    mixture = (
        "[mixture]\nmy-labels = 1\n[files.my-labels]\npath = 'labels.jsonl'\ntask = 'loaded'\n"
    )
    recipe.write_text(text[: text.index("[mixture]")] + mixture)
    options = ["--data", str(tmp_path), "--no-calibration"]
    arguments = ["train", str(recipe), "-o", str(tmp_path / "model"), *options]
    assert main(arguments) == 0, capsys.readouterr().err
    verify(tmp_path / "model")
    assert set(read_config(tmp_path / "model")["data"]) == {"labels.jsonl"}
    labels.write_text('{"id": 1, "text": "It rained.", "label": "wet"}\n')
    capsys.readouterr()
    assert main([*arguments[:3], str(tmp_path / "other"), *options]) == 4
    assert "labels.jsonl:1" in capsys.readouterr().err
