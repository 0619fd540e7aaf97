from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from biascheck.errors import ConfigError, DataError, ModelError
from biascheck.evaluation import ablations
from biascheck.evaluation.ablations import ABLATIONS, load_ablation

FOLDER = Path(ablations.__file__).parent
VARIANTS = {
    "context": ["alone", "alone, neighbours beside", "in windows"],
    "level": ["own", "own, neighbours", "own, article"],
    "annotation": [
        "a quarter of gold",
        "half of gold",
        "gold",
        "gold, half of silver",
        "gold and silver",
    ],
    "corpora": ["gold alone", "with the others"],
    "names": ["as written", "under stand-ins"],
    "twins": ["weight 0", "weight 1", "weight 4"],
    "encoder": ["base encoder", "trained encoder"],
    "votes": ["majority labels", "soft votes"],
    "voices": ["author alone", "all alike", "weighed"],
    "pooling": ["first", "log-mean-exp", "mean"],
}


def test_every_file_with_an_ablation_is_registered():
    found = {p.stem for p in FOLDER.glob("*.py") if "\nABLATION = " in p.read_text("utf-8")}
    assert found == set(ABLATIONS) == set(VARIANTS)


@pytest.mark.parametrize("name", ABLATIONS)
def test_an_ablation_says_what_it_asks(name):
    assert "Source:" in import_module(f"biascheck.evaluation.ablations.{name}").__doc__
    ablation = load_ablation(name)
    assert ablation.name == name
    assert ablation.asks.endswith("?")
    assert ablation.fitted.endswith(".")


def test_unknown_name_shows_a_near_one():
    with pytest.raises(ConfigError, match="context"):
        load_ablation("contxt")


@pytest.mark.parametrize("name", ABLATIONS)
def test_an_ablation_sets_variants_beside_the_shipped_choice(ask, name):
    result = ask(name)
    json.dumps(result)
    model = result["model"] and result["model"]["name"]
    known = None if name == "annotation" else "tiny"
    assert (result["ablation"], result["seed"], model) == (name, 13, known)
    assert result["shipped"] in VARIANTS[name]
    for part in result["parts"]:
        assert list(part["systems"]) == VARIANTS[name]
        assert part["n"] > 0
        lead = part["lead"]
        shipped = part["systems"][result["shipped"]]
        assert shipped["change"] == {"value": 0.0, "low": 0.0, "high": 0.0}
        for figures in part["systems"].values():
            change = figures["change"]["value"]
            assert change == pytest.approx(figures[lead]["value"] - shipped[lead]["value"])
            assert 0 <= figures[lead]["low"] <= figures[lead]["high"] <= 1


@pytest.mark.parametrize("name", ["context", "level", "corpora", "twins", "encoder"])
def test_roles_of_the_dev_articles_lead(ask, name):
    part = ask(name)["parts"][0]
    assert (part["name"], part["unit"], part["n"], part["clusters"]) == (
        "gold/dev", "sentences", 39, 6,
    )  # fmt: skip
    assert list(part["systems"][VARIANTS[name][0]]) == ["macro_f1", "opinion_f1", "change"]


@pytest.mark.parametrize("name", ["level", "twins", "votes", "voices"])
def test_the_same_seed_gives_the_same_figures(ask, name):
    assert ask(name) == ask(name)


@pytest.mark.parametrize("name", ABLATIONS)
def test_a_missing_corpus_is_named(ask, tmp_path, name):
    with pytest.raises(DataError) as raised:
        ask(name, data=tmp_path)
    assert raised.value.source.startswith(str(tmp_path))


def test_a_missing_base_says_what_to_install(ask):
    with pytest.raises(ModelError, match="biascheck\\[train\\]"):
        ask("encoder", base="no-such-base")
