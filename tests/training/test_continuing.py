from __future__ import annotations

import json

import numpy as np
import pytest

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import load_model
from biascheck.training.continuing import model_folder
from biascheck.training.export import collect_weights, export
from biascheck.training.run import build_network, run
from tests import models


@pytest.fixture
def earlier(tiny_base, tmp_path):
    return models.write_model(tiny_base, tmp_path / "earlier")


def test_a_model_is_gone_on_from_where_it_stands(earlier):
    network = build_network(models.recipe(earlier, mixture={"gold": 1.0}))
    stored = load_model(earlier).weights
    again = collect_weights(network)
    for name, value in stored.items():
        assert np.allclose(again[name].astype(float), value.astype(float), atol=1e-6), name


def test_other_bases_are_no_models(tiny_base):
    assert model_folder(str(tiny_base)) is None


def test_a_run_can_prune_the_vocabulary(earlier, corpora, tmp_path):
    content = json.loads((earlier / "tokenizer.json").read_text(encoding="utf-8"))
    whole = len(content["model"]["vocab"])
    recipe = models.recipe(
        earlier, mixture={"gold": 1.0}, steps=2, characters_per_step=400, vocabulary=whole - 1
    )
    network, _ = run(recipe, corpora, tmp_path / "run", device="cpu", progress=lambda *_: None)
    assert network.encoder.config.vocab_size == whole - 1
    assert network.encoder.embeddings.word_embeddings.weight.shape[0] == whole - 1


def test_without_steps_the_encoder_stays_and_names_get_stand_ins(earlier, corpora, tmp_path):
    recipe = models.recipe(earlier, mixture={"gold": 1.0}, steps=0, stand_ins=True)
    network, _ = run(recipe, corpora, tmp_path / "run", device="cpu", progress=lambda *_: None)
    stored, again = load_model(earlier).weights, collect_weights(network)
    assert all(np.allclose(again[n].astype(float), v.astype(float)) for n, v in stored.items())
    export(network, recipe, earlier / "tokenizer.json", tmp_path / "new", data_checksums={})
    texts = ("The Republicans left Ostren.", "The Democrats left Ostren.")
    for folder, alike in ((earlier, False), (tmp_path / "new", True)):
        analyzer = Analyzer.from_pretrained(folder, dimensions=["role"], threads=1)
        one, two = (analyzer.analyze(text).labels[0].subjective for text in texts)
        assert (one == two) is alike
