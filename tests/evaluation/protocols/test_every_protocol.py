from __future__ import annotations

import ast
import json
from importlib import import_module
from pathlib import Path

import pytest

from biascheck.errors import BiascheckError, ConfigError, DataError
from biascheck.evaluation import protocols
from biascheck.evaluation.protocols import PROTOCOLS, load_protocol

FOLDER = Path(protocols.__file__).parent


def module_of(name):
    return import_module(f"biascheck.evaluation.protocols.{name.replace('-', '_')}")


@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_protocol_says_what_is_held_out_and_what_was_seen(name):
    text = module_of(name).__doc__
    for word in ("Held out:", "Seen:", "Source:"):
        assert word in text
    protocol = load_protocol(name)
    assert protocol.name == name
    assert protocol.held_out.endswith(".")
    assert protocol.seen.endswith(".")


def test_every_file_with_a_protocol_is_registered():
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = getattr(node, "targets", [])
            if any(getattr(t, "id", "") == "PROTOCOL" for t in targets):
                found.add(path.stem.replace("_", "-"))
    assert found == set(PROTOCOLS)


def test_unknown_name_shows_a_near_one():
    with pytest.raises(ConfigError, match="frames-folds"):
        load_protocol("frame-folds")


# This one compares two codings by hand; no model takes part.
MEASURED = [name for name in PROTOCOLS if name != "silver-agreement"]


@pytest.mark.parametrize("name", MEASURED)
def test_a_protocol_measures_the_model_beside_a_baseline(ask, name):
    result = ask(name)
    json.dumps(result)
    assert result["protocol"] == name
    assert result["seed"] == 13
    assert result["model"]["name"] == "tiny"
    for part in result["parts"]:
        systems = list(part["systems"])
        assert systems[0] == "biascheck"
        assert len(systems) >= 3
        assert part["n"] > 0
        metrics = [tuple(found) for found in part["systems"].values()]
        assert len(set(metrics)) == 1
        assert metrics[0][0] == part["lead"]
        lead = part["systems"]["biascheck"][part["lead"]]
        assert 0 <= lead["value"] <= 1
        assert lead["low"] <= lead["high"]


@pytest.mark.parametrize("name", ["frames-folds", "author-stance-folds", "newssd-folds"])
def test_the_same_seed_gives_the_same_figures(ask, name):
    assert ask(name) == ask(name)


def test_another_seed_gives_other_folds(ask):
    scores = [ask("newssd-folds", seed=seed)["parts"][0]["systems"] for seed in (1, 2)]
    assert scores[0]["biascheck"] != scores[1]["biascheck"]


@pytest.mark.parametrize("name", [name for name in PROTOCOLS if load_protocol(name).takes_base])
def test_the_base_encoder_needs_no_model(ask, name):
    result = ask(name, encoder="base", analyzer=None)
    assert result["model"] is None
    assert "untouched" in result["seen"]


@pytest.mark.parametrize("name", ["coverage", "loaded-words", "attribution-spans"])
def test_an_option_that_a_protocol_does_not_know_is_refused(ask, name):
    with pytest.raises(ConfigError, match="--encoder base"):
        ask(name, encoder="base")


@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_missing_corpus_is_named(ask, tmp_path, name):
    with pytest.raises(DataError) as raised:
        ask(name, data=tmp_path)
    assert raised.value.source.startswith(str(tmp_path))


def test_a_missing_base_says_what_to_install(ask):
    with pytest.raises(BiascheckError, match="biascheck\\[train\\]"):
        ask("newssd-folds", encoder="base", base="no-such-base")
