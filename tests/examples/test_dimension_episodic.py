"""The worked example of a dimension: installed as a package, with a model that has its head."""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from collections import Counter

import numpy as np
import pytest

from biascheck.analyzer import Analyzer
from biascheck.cli import main
from biascheck.dimensions.registry import find_plugin
from biascheck.encoder.persistence import load_model, read_config
from biascheck.render.contract import from_dict
from tests.dimensions.packages import EPISODIC, install_episodic
from tests.render.test_contract import VALIDATOR

TEXT = (
    "The ferry to Lind closes in December.\n\n"
    "On Monday Dana Orrel waited for it in the rain. She missed it by a minute.\n\n"
    "The number of ferries has fallen every year since 1990."
)
ROWS = [
    json.loads(line) for line in (EPISODIC / "rows.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture
def installed(monkeypatch, tmp_path):
    install_episodic(monkeypatch, tmp_path)
    yield
    sys.modules.pop("episodic", None)


@pytest.fixture
def adapted(tiny_model, tmp_path):
    """Return the tiny model with a random head for the dimension, as ``adapt`` stores one."""
    from biascheck.training.export import write_description, write_weights

    folder = shutil.copytree(tiny_model, tmp_path / "adapted")
    weights, config = dict(load_model(folder).weights), read_config(folder)
    width = config["encoder"]["hidden_size"]
    random = np.random.default_rng(5)
    weights["heads.episodic.out.weight"] = random.normal(size=(1, width)).astype(np.float32)
    weights["heads.episodic.out.bias"] = np.zeros(1, dtype=np.float32)
    head = {"name": "episodic", "level": "article", "outputs": ["episodic"], "hidden": 0}
    config["heads"] = [*config["heads"], head]
    write_weights(folder, weights)
    write_description(folder, config)
    return folder


def _analyze(capsys, tmp_path, *options):
    article = tmp_path / "ferry.txt"
    article.write_text(TEXT, encoding="utf-8")
    code = main(["analyze", str(article), *map(str, options)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_a_model_with_the_head_gives_a_result(installed, adapted, capsys, tmp_path):
    options = ("--model", adapted, "--dimensions", "episodic")
    code, out, _ = _analyze(capsys, tmp_path, *options, "--format", "json")
    assert code == 0
    data = json.loads(out)
    VALIDATOR.validate(data)
    found = data["dimensions"]["episodic"]
    assert (found["version"], found["package"]) == (1, "biascheck-episodic 0.1.0")
    assert found["reason"] is None
    result = found["result"]
    assert result["label"] == ("episodic" if result["probability"] >= 0.5 else "thematic")
    assert set(result["evidence"]) <= set(range(len(data["sentences"])))
    assert data["model"]["dimensions"] == {"role": 1, "sourcing": 1, "episodic": 1}
    assert from_dict(data).to_dict() == data


def test_a_model_without_the_head_says_what_to_do(installed, tiny_model, capsys, tmp_path):
    options = ("--model", tiny_model, "--dimensions", "all,episodic")
    code, out, _ = _analyze(capsys, tmp_path, *options, "--format", "json")
    assert code == 0
    data = json.loads(out)
    VALIDATOR.validate(data)
    found = data["dimensions"]["episodic"]
    assert found["result"] is None
    assert "biascheck adapt LABELS --dimension episodic" in found["reason"]
    assert data["frames"]
    code, out, _ = _analyze(capsys, tmp_path, *options, "--summary", "--width", "120")
    assert code == 0
    assert "Episodic     –  (the model has no head 'episodic'" in out


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_a_page_has_its_line(installed, adapted, capsys, tmp_path, form):
    options = ("--model", adapted, "--dimensions", "episodic")
    _, out, _ = _analyze(capsys, tmp_path, *options, "--format", form)
    line = next(line for line in out.splitlines() if "Episodic" in line)
    assert "label " in line
    assert "probability 0." in line
    assert "episodic.v1" in out


def test_it_is_not_run_unasked(installed, adapted):
    report = Analyzer.from_pretrained(adapted, threads=1).analyze(TEXT)
    assert report.dimensions == {}


def test_many_articles_give_what_each_gives_alone(installed, adapted):
    analyzer = Analyzer.from_pretrained(adapted, threads=1, dimensions=["episodic"])
    texts = [TEXT, *(row["text"] for row in ROWS[:4])]
    for text, report in zip(texts, analyzer.analyze_many(texts), strict=True):
        one = analyzer.analyze(text).dimensions["episodic"].values
        many = report.dimensions["episodic"].values
        assert many["probability"] == pytest.approx(one["probability"], abs=1e-3)


def test_it_is_unknown_where_the_package_is_not_installed(tiny_model, capsys, tmp_path):
    code, out, err = _analyze(capsys, tmp_path, "--model", tiny_model, "--dimensions", "episodic")
    assert (code, out) == (2, "")
    assert "unknown dimension 'episodic'" in err


def test_the_entry_point_names_the_module(installed):
    assert find_plugin("episodic").load().__file__.endswith("episodic.py")
    project = tomllib.loads((EPISODIC / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dependencies"] == ["biascheck"]


def test_the_rows_are_even_and_each_topic_has_both_labels(installed):
    from episodic import LABELS

    assert 40 <= len(ROWS) <= 80
    assert set(Counter(row["label"] for row in ROWS).values()) == {len(ROWS) // 2}
    assert len({row["id"] for row in ROWS}) == len({row["text"] for row in ROWS}) == len(ROWS)
    for topic in {row["topic"] for row in ROWS}:
        assert sorted(row["label"] for row in ROWS if row["topic"] == topic) == sorted(LABELS)
