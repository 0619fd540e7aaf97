from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from biascheck.errors import ConfigError
from biascheck.training.corpora import CORPORA
from biascheck.training.produce import REFITS
from biascheck.training.recipe import SECOND_STAGE, Recipe, read_recipe
from tests import models

RECIPES = sorted((Path(__file__).parents[2] / "models" / "recipes").glob("*.toml"))
GOOD = 'name = "tiny"\nversion = "1"\nbase = "here"\n{}\n[mixture]\ngold = 1\nmpqa = 0.5\n'


def _read(tmp_path, text, **options):
    path = tmp_path / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return read_recipe(path, **options)


def test_a_recipe_file(tmp_path):
    recipe = _read(tmp_path, GOOD.format("learning_rate = 1\nsteps = 5"))
    assert recipe.mixture == {"gold": 1, "mpqa": 0.5}
    assert (recipe.steps, recipe.learning_rate, recipe.window) == (5, 1, 256)
    assert recipe.to_dict().keys() == {item.name for item in fields(Recipe)}


def test_steps_may_be_given(tmp_path):
    assert _read(tmp_path, GOOD.format("steps = 5"), steps=7).steps == 7


def test_an_unknown_setting_names_a_near_one(tmp_path):
    with pytest.raises(ConfigError, match="'learning_rate'"):
        _read(tmp_path, GOOD.format("lerning_rate = 1"))


def test_the_second_stage_may_be_chosen(tmp_path):
    assert _read(tmp_path, GOOD.format("")).refit == list(SECOND_STAGE)
    assert _read(tmp_path, GOOD.format('refit = ["genre"]')).refit == ["genre"]
    with pytest.raises(ConfigError, match="'framing'"):
        _read(tmp_path, GOOD.format('refit = ["framming"]'))
    with pytest.raises(ConfigError, match="list"):
        _read(tmp_path, GOOD.format('refit = "genre"'))


def test_every_head_of_the_second_stage_has_its_fit():
    assert tuple(REFITS) == SECOND_STAGE


def test_a_missing_setting_is_named(tmp_path):
    with pytest.raises(ConfigError, match="lacks base, mixture"):
        _read(tmp_path, 'name = "a"\nversion = "1"\n')


def test_a_missing_or_broken_file(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        read_recipe(tmp_path / "gone.toml")
    assert "models/recipes" in caught.value.hint
    with pytest.raises(ConfigError, match="no TOML"):
        _read(tmp_path, "name =")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("steps = -1", "steps must not be below 0"),
        ("stand_ins = 1", "stand_ins must be of type bool"),
        ("head_rate = -1.0", "head_rate must be above 0"),
        ("checkpoint_every = 0", "checkpoint_every must be above 0"),
        ("warmup = 1.0", r"warmup must lie in \[0, 1\)"),
        ("dropout = -0.1", "dropout must lie"),
        ("window = 2", "window must be at least"),
        ("window = 64\noverlap = 40", "half its window"),
        ("overlap = -1", "half its window"),
        ('steps = "many"', "steps must be of type int"),
        ("steps = 1.5", "steps must be of type int"),
        ("warmup = true", "warmup must be of type float"),
        ("loss_weights = {role = 'x'}", "loss_weights must be of type"),
    ],
)
def test_bad_settings(tmp_path, setting, told):
    with pytest.raises(ConfigError, match=told):
        _read(tmp_path, GOOD.format(setting))


@pytest.mark.parametrize("mixture", [{}, {"gold": 0}, {"gold": 1, "mpqa": -1}])
def test_a_mixture_needs_shares(mixture):
    with pytest.raises(ConfigError, match="mixture"):
        models.recipe("here", mixture=mixture)


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_shipped_recipes_are_whole(path):
    assert set(read_recipe(path).mixture) <= set(CORPORA)


def test_there_is_a_shipped_recipe():
    assert RECIPES


OWN = GOOD.format("") + "mine = 1\n[files.mine]\npath = 'rows.jsonl'\ntask = '{}'\n"


def test_files_of_the_users_own_lie_beside_the_recipe(tmp_path):
    assert _read(tmp_path, OWN.format("role")).files["mine"]["path"] == "rows.jsonl"
    (tmp_path / "rows.jsonl").touch()
    found = _read(tmp_path, OWN.format("role")).files["mine"]
    assert found == {"path": str(tmp_path / "rows.jsonl"), "task": "role"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OWN.format("roles"), "'role'"),
        (OWN.format("role").replace("mine = 1", ""), "no share"),
        (OWN.format("role").replace("path", "pfad"), "a path and a task"),
        (OWN.format("role").replace("'rows.jsonl'", "3"), "a path and a task"),
        (OWN.format("role").replace("mine", "gold").replace("gold = 1", "", 1), "name of a corpus"),
        (OWN.format("role").replace("mine", '"my labels"'), "not made of letters"),
    ],
)
def test_bad_files(tmp_path, text, told):
    with pytest.raises(ConfigError, match=told):
        _read(tmp_path, text)
