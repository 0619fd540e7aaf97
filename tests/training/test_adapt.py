"""``adapt`` from labelled rows to a model folder that judges by them."""

from __future__ import annotations

import hashlib
import json
import shutil

import numpy as np
import pytest

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import load_model, read_config, verify
from biascheck.errors import ConfigError, DataError, OutputError
from biascheck.evaluation.runner import evaluate
from biascheck.evaluation.tasks import load_task
from biascheck.training.adapt import adapt
from biascheck.types import Article
from tests import models
from tests.training.adaptation import rows

LOADED = ("neutral", "biased")
TASKS = {
    "loaded": ("loaded", lambda: rows.two(LOADED)),
    "subjectivity": ("subjectivity", lambda: rows.two(("objective", "subjective"))),
    "attribution": ("attribution", lambda: rows.two(("not", "attributed"))),
    "genre": ("genre", lambda: rows.articles(("news", "opinion"))),
    "stance": ("stance", rows.stances),
    "role": ("role", rows.roles),
    "framing": ("frames", rows.frames),
}


@pytest.fixture(scope="module")
def adapted(tiny_model, tmp_path_factory):
    """Return for each dimension what came of it, its folder and its rows; made once."""
    made = {}

    def go(dimension):
        if dimension not in made:
            folder = tmp_path_factory.mktemp("adapted")
            path = rows.write(folder / "rows.jsonl", TASKS[dimension][1]())
            out = folder / "model"
            made[dimension] = adapt(path, dimension, out, model=tiny_model, force=True), out, path
        return made[dimension]

    return go


def _measured(model, dimension, path):
    task = load_task(TASKS[dimension][0])
    needed = {"subjectivity": "role", "attribution": "role"}.get(dimension, dimension)
    analyzer = Analyzer.from_pretrained(model, dimensions=[needed], threads=1)
    return evaluate(task, path, analyzer).metrics


@pytest.mark.parametrize("dimension", TASKS)
def test_before_is_what_evaluate_says_of_the_old_model(adapted, tiny_model, dimension):
    found, _, path = adapted(dimension)
    measured = _measured(tiny_model, dimension, path)
    for name in set(measured) & set(found.gain.before):
        assert found.gain.before[name].value == pytest.approx(measured[name].value, abs=1e-4), name


@pytest.mark.parametrize("dimension", TASKS)
def test_the_new_model_has_learnt_the_labels(adapted, dimension):
    found, folder, path = adapted(dimension)
    verify(folder)
    assert found.written == folder
    assert found.gain.difference["macro_f1"].value > 0.1
    measured = _measured(folder, dimension, path)
    # Measured on the rows it was fitted to, it cannot be much below its unseen figure.
    assert measured["macro_f1"].value >= found.gain.after["macro_f1"].value - 0.05


@pytest.mark.parametrize("dimension", TASKS)
def test_only_the_fitted_outputs_change(adapted, tiny_model, dimension):
    found, folder, _ = adapted(dimension)
    old, new = load_model(tiny_model).weights, load_model(folder).weights
    changed = {name for name in old if not np.array_equal(old[name], new[name])}
    head = {"subjectivity": "axes", "attribution": "axes", "role": "axes"}.get(dimension, dimension)
    assert changed <= {f"heads.{head}.out.weight", f"heads.{head}.out.bias"}
    row = {"subjectivity": 0, "attribution": 1}.get(dimension)
    if row is not None:
        differs = (old["heads.axes.out.weight"] != new["heads.axes.out.weight"]).any(axis=1)
        assert np.flatnonzero(differs).tolist() == [row]
    assert found.fitted.kept is False


def test_where_it_comes_from_is_written_down(adapted, tiny_model):
    found, folder, path = adapted("loaded")
    config = read_config(folder)
    (entry,) = config["adapted"]
    assert config["name"] == "model"
    assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (entry["file"], entry["n"], entry["folds"]) == ("rows.jsonl", 48, 4)
    assert entry["groups"] == {"by": "outlet", "n": 4}
    assert entry["labels"] == {"neutral": 24, "biased": 24}
    assert entry["after"]["macro_f1"]["value"] == found.gain.after["macro_f1"].value
    assert entry["model"]["sha256"] == load_model(tiny_model).sha256
    assert config["calibration"]["loaded"] == entry["calibration"]


def test_adapting_twice_keeps_both_origins(adapted, tmp_path):
    _, folder, _ = adapted("loaded")
    path = rows.write(tmp_path / "genre.jsonl", TASKS["genre"][1]())
    adapt(path, "genre", tmp_path / "second", model=folder, force=True)
    names = [entry["dimension"] for entry in read_config(tmp_path / "second")["adapted"]]
    assert names == ["loaded", "genre"]


def test_a_fitted_stance_decides_whole_articles(adapted, tiny_model):
    _, folder, _ = adapted("stance")
    assert "article_stance" in load_model(tiny_model).head_specs()
    assert "article_stance" not in load_model(folder).head_specs()
    report = Analyzer.from_pretrained(folder, threads=1).analyze(Article(models.TEXT))
    told = [s for s in report.stances if s.author.n]
    assert told
    for stance in told:
        assert stance.score == pytest.approx(stance.author.score, abs=1e-6)


def test_percentiles_of_scores_that_change_are_dropped(adapted, tiny_model, tmp_path):
    model = shutil.copytree(tiny_model, tmp_path / "old")
    config = json.loads((model / "biascheck.json").read_text())
    quantiles = list(np.linspace(0, 1, 101))
    config["reference"] = dict.fromkeys(
        ("neutrality", "loaded_per_1000", "opinion_share"), quantiles
    )
    (model / "biascheck.json").write_text(json.dumps(config))
    path = rows.write(tmp_path / "rows.jsonl", TASKS["loaded"][1]())
    adapt(path, "loaded", tmp_path / "new", model=model, force=True)
    assert set(read_config(tmp_path / "new")["reference"]) == {"opinion_share"}


def test_a_head_that_gets_worse_is_not_written(adapted, tmp_path):
    _, model, _ = adapted("loaded")
    path = rows.write(tmp_path / "rows.jsonl", rows.contrary(LOADED))
    found = adapt(path, "loaded", tmp_path / "new", model=model)
    assert found.gain.difference["macro_f1"].value < 0
    assert found.refused
    assert found.written is None
    assert [p.name for p in tmp_path.iterdir()] == ["rows.jsonl"]
    assert adapt(path, "loaded", tmp_path / "new", model=model, force=True).written


def test_without_an_output_nothing_is_written(tiny_model, tmp_path):
    path = rows.write(tmp_path / "rows.jsonl", TASKS["loaded"][1]())
    assert adapt(path, "loaded", model=tiny_model).written is None
    assert [p.name for p in tmp_path.iterdir()] == ["rows.jsonl"]


@pytest.mark.parametrize("make", [lambda p: p.touch(), lambda p: (p.mkdir(), (p / "x").touch())])
def test_a_folder_that_is_taken_is_refused_before_the_work(tiny_model, tmp_path, make):
    make(tmp_path / "new")
    with pytest.raises(OutputError, match="exists"):
        adapt(tmp_path / "no-rows.jsonl", "loaded", tmp_path / "new", model=tiny_model)


def test_an_unknown_dimension_names_a_near_one(tmp_path):
    with pytest.raises(ConfigError, match="'loaded'"):
        adapt(tmp_path / "rows.jsonl", "loadet")


def test_a_dimension_without_head_cannot_be_fitted(tmp_path):
    with pytest.raises(ConfigError, match="no head"):
        adapt(tmp_path / "rows.jsonl", "headline")


def test_a_file_of_another_task_is_a_data_error(tiny_model, tmp_path):
    path = rows.write(tmp_path / "rows.jsonl", rows.two(("yes", "no")))
    with pytest.raises(DataError, match="none of neutral, biased") as caught:
        adapt(path, "loaded", model=tiny_model)
    assert caught.value.source == f"{path}:1"
