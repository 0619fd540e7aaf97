from __future__ import annotations

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.ablations import sentences
from biascheck.evaluation.ablations.twins import swapped_twins
from biascheck.evaluation.protocols.encodings import ModelReader
from biascheck.evaluation.protocols.protocol import Request
from tests.training import corpus_folder


@pytest.fixture
def source(tiny_analyzer, ablation_data):
    return ModelReader(Request(ablation_data, lambda: tiny_analyzer))


def test_a_heavier_weight_moves_judgements_less(ask):
    _, moved = ask("twins")["parts"]
    assert moved["name"] == "gold/dev, names swapped"
    for metric in ("subjective_moves", "loaded_moves"):
        values = [figures[metric]["value"] for figures in moved["systems"].values()]
        assert values[0] > values[2] > 0


def test_only_sentences_that_a_swap_reached_are_kept(source, ablation_data):
    examples = sentences.gold_examples(ablation_data, "dev")
    found = swapped_twins(source, examples, seed=1)
    n = sum(len(example.document.sentences) for example in examples)
    assert 0 < len(found.first) <= n
    assert len(found.first) == len(found.second) == len(found.texts)
    assert (abs(found.first - found.second).max(axis=1) > 0).all()


def test_articles_without_names_are_refused(source, tmp_path):
    corpus_folder.make(tmp_path)
    examples = sentences.gold_examples(tmp_path, "dev")
    with pytest.raises(DataError, match="swapped"):
        swapped_twins(source, examples, seed=1)
