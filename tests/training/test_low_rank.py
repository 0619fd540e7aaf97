"""A difference to the encoder that is learnt and stored beside its weights."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import DIFFERENCE, HEADS, WEIGHTS, load_model, read_config
from biascheck.encoder.torch_runtime import load_encoder
from biascheck.errors import ConfigError
from biascheck.segmentation.sentences import segment
from biascheck.training.export import export, write_description
from biascheck.training.low_rank import add_low_rank
from biascheck.training.run import build_network
from biascheck.types import Article, Document
from tests import models

MATRIX = "encoder.layer.1.output.dense.weight"


@pytest.fixture(scope="module")
def further(tiny_base, tiny_model, tmp_path_factory):
    """Return a model whose encoder went on from the tiny one by a difference."""
    return _trained(tiny_model, tiny_base, tmp_path_factory.mktemp("further"), rank=2)


def _trained(base, tokenizer_of, folder, *, rank):
    plan = models.recipe(base, rank=rank)
    network = build_network(plan)
    torch.manual_seed(1)
    with torch.no_grad():
        for name, parameter in network.encoder.named_parameters():
            if name.endswith(".up"):
                parameter.normal_(std=0.05)
    export(network, plan, tokenizer_of / "tokenizer.json", folder, data_checksums={})
    return folder


def _matrix(folder):
    return load_model(folder).encoder_weight(MATRIX)


def test_only_the_difference_and_the_heads_are_trained(tiny_model):
    network = build_network(models.recipe(tiny_model, rank=2))
    trained = {n for n, p in network.encoder.named_parameters() if p.requires_grad}
    assert trained
    assert all(name.endswith((".up", ".down")) for name in trained)
    assert all(p.requires_grad for p in network.heads.parameters())


def test_it_begins_where_the_base_stands(tiny_model):
    files = load_model(tiny_model)
    plain, changed = load_encoder(files).eval(), load_encoder(files).eval()
    add_low_rank(changed, 3)
    ids = torch.tensor([[2, 30, 40, 3]])
    with torch.no_grad():
        first, second = (m(input_ids=ids).last_hidden_state for m in (plain, changed))
    assert torch.equal(first, second)


def test_the_weights_are_not_written_again(tiny_model, further):
    assert (further / WEIGHTS).read_bytes() == (tiny_model / WEIGHTS).read_bytes()
    assert (further / DIFFERENCE).stat().st_size < (further / WEIGHTS).stat().st_size
    moved = _matrix(further) - _matrix(tiny_model)
    assert np.abs(moved).max() > 0.01
    assert np.linalg.matrix_rank(moved, tol=1e-4) == 2


def test_both_runtimes_read_the_difference(tiny_model, further):
    article = Article(models.TEXT)
    onnx, other = (Analyzer.from_pretrained(further, device=d) for d in ("cpu", "torch"))
    (first,), (second,) = (list(a.contexts([_document(article)])) for a in (onnx, other))
    assert first.encoding.sentences == pytest.approx(second.encoding.sentences, abs=1e-4)
    (before,) = Analyzer.from_pretrained(tiny_model).contexts([_document(article)])
    assert np.abs(first.encoding.sentences - before.encoding.sentences).max() > 0.05


def _document(article):
    return Document(article, segment(article.text), ())


def test_a_second_difference_joins_the_first(tiny_base, further, tmp_path):
    again = _trained(further, tiny_base, tmp_path / "again", rank=1)
    stored = load_model(again).weights
    assert stored[f"{MATRIX}.up"].shape[0] == 3
    assert (again / WEIGHTS).read_bytes() == (further / WEIGHTS).read_bytes()
    moved = _matrix(again) - _matrix(further)
    assert np.linalg.matrix_rank(moved, tol=1e-4) == 1


def test_the_difference_may_be_to_an_encoder_of_others(tiny_base, tmp_path):
    folder = _trained(tiny_base, tiny_base, tmp_path / "first", rank=2)
    assert np.abs(_matrix(folder)).max() > 0
    assert f"{MATRIX}.up" in load_model(folder).weights


def test_without_steps_only_what_is_new_is_written(tiny_base, tiny_model, tmp_path):
    older = shutil.copytree(tiny_model, tmp_path / "older")
    description = read_config(older)
    description["heads"] = [h for h in description["heads"] if h["name"] != "article_stance"]
    write_description(older, description)
    plan = models.recipe(older, steps=0)
    export(build_network(plan), plan, tiny_base / "tokenizer.json", tmp_path / "new",
           data_checksums={})  # fmt: skip
    assert (tmp_path / "new" / WEIGHTS).read_bytes() == (older / WEIGHTS).read_bytes()
    stored = load_file(tmp_path / "new" / HEADS)
    assert {name.split(".")[1] for name in stored} == {"article_stance"}
    assert "article_stance" in load_model(tmp_path / "new").head_specs()
    same = models.recipe(tiny_model, steps=0)
    export(build_network(same), same, tiny_base / "tokenizer.json", tmp_path / "same",
           data_checksums={})  # fmt: skip
    assert not (tmp_path / "same" / HEADS).exists()


def test_files_of_an_earlier_run_in_the_folder_are_no_part_of_the_model(
    tiny_base, further, tmp_path
):
    folder = shutil.copytree(further, tmp_path / "again")
    plan = models.recipe(tiny_base)
    export(build_network(plan), plan, tiny_base / "tokenizer.json", folder, data_checksums={})
    assert not {HEADS, DIFFERENCE} & set(read_config(folder)["files"])
    assert f"{MATRIX}.up" not in load_model(folder).weights


def test_a_model_may_be_written_where_its_base_stands(tiny_base, further, tmp_path):
    folder = shutil.copytree(further, tmp_path / "same")
    plan = models.recipe(folder, steps=0)
    export(build_network(plan), plan, tiny_base / "tokenizer.json", folder, data_checksums={})
    assert np.array_equal(_matrix(folder), _matrix(further))


def test_a_vocabulary_cannot_be_cut_beside_it(tiny_base):
    with pytest.raises(ConfigError, match="rank"):
        models.recipe(tiny_base, rank=2, vocabulary=100)
