"""``biascheck train`` from corpora and base encoder to a model that analyses."""

from __future__ import annotations

import pytest

from biascheck.analyzer import Analyzer
from biascheck.cli import main
from biascheck.encoder.persistence import read_config, verify
from biascheck.labels import FRAMES
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
    def go(*options, steps=9, data=corpora):
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
