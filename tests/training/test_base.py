from __future__ import annotations

import shutil
import sys

import pytest

from biascheck.errors import ConfigError, ModelError
from biascheck.training.base import base_folder, load_base
from biascheck.training.run import build_network, count_parameters, parameter_groups
from tests import models
from tests.checkpoints import tiny


def test_a_checkpoint_saved_by_transformers_is_a_base(tiny_base):
    import torch
    from transformers import BertModel

    assert base_folder(str(tiny_base)) == tiny_base
    encoder = load_base(tiny_base)
    saved = BertModel.from_pretrained(tiny_base).state_dict()
    assert encoder.pooler is None
    for name, value in encoder.state_dict().items():
        assert torch.equal(value, saved[name]), name


def test_a_package_may_carry_the_base(tiny_base, tmp_path, monkeypatch):
    package = tmp_path / "tiny_encoder_for_tests"
    shutil.copytree(tiny_base, package / "model")
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert base_folder("tiny-encoder-for-tests") == package / "model"
    sys.modules.pop("tiny_encoder_for_tests")


@pytest.mark.parametrize("name", ["no-such-encoder", "../gone", "a/b/c", "os", "./x.y/z"])
def test_there_is_no_such_base(name):
    with pytest.raises(ModelError, match="neither") as caught:
        base_folder(name)
    assert "biascheck[train]" in caught.value.hint


def test_a_base_without_its_tokenizer(tiny_base, tmp_path):
    folder = shutil.copytree(tiny_base, tmp_path / "base")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match="tokenizer") as caught:
        base_folder(str(folder))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("roberta", {"pad_token_id": 1}),
        ("xlm-roberta", {"pad_token_id": 1}),
        ("distilbert", {}),
        ("mpnet", {"pad_token_id": 1}),
        ("electra", {}),
        ("deberta-v2", {"relative_attention": True, "pos_att_type": "p2c|c2p"}),
    ],
)
def test_encoders_of_other_families_are_bases(name, settings, tmp_path):
    import torch
    from transformers import AutoConfig, AutoModel

    config = AutoConfig.for_model(name, **tiny.SIZES, **settings)
    AutoModel.from_config(config).save_pretrained(tmp_path)
    encoder = load_base(tmp_path).eval()
    assert getattr(encoder, "pooler", None) is None
    assert len(encoder.encoder.layer) > 1
    names = list(encoder.state_dict())
    assert (
        len(names)
        == len(set(names))
        == len(AutoModel.from_config(config).state_dict())
        - sum("pooler" in n for n in AutoModel.from_config(config).state_dict())
    )
    ids = torch.tensor([[5, 6, 7]])
    hidden = encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
    assert hidden.shape == (1, 3, encoder.config.hidden_size)


def test_a_model_whose_layers_are_elsewhere_is_refused(tmp_path):
    from transformers import GPT2Config, GPT2Model

    config = GPT2Config(vocab_size=50, n_embd=8, n_layer=1, n_head=1, n_positions=16)
    GPT2Model(config).save_pretrained(tmp_path)
    with pytest.raises(ModelError, match="'gpt2'"):
        load_base(tmp_path)


def test_a_damaged_base(tiny_base, tmp_path):
    folder = shutil.copytree(tiny_base, tmp_path / "base")
    (folder / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="cannot be read"):
        load_base(folder)


def test_a_base_of_the_hub_that_is_not_in_the_cache(monkeypatch, tmp_path):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="switched off"):
        base_folder("ostren/no-such-encoder@v1")


def test_positions_that_are_counted_from_the_padding_id(tmp_path):
    base = tiny.write_encoder(tmp_path)
    build_network(models.recipe(base, window=64))
    with pytest.raises(ConfigError, match="64 positions"):
        build_network(models.recipe(base, window=65))


def test_the_window_must_fit_the_base(tiny_base):
    with pytest.raises(ConfigError, match="64 positions"):
        build_network(models.recipe(tiny_base, window=128, overlap=16))


def test_embeddings_and_lower_layers_stay_frozen(tiny_base):
    recipe = models.recipe(tiny_base, frozen_layers=1, layer_decay=0.5, learning_rate=1e-3)
    network = build_network(recipe)
    encoder = network.encoder
    assert not any(p.requires_grad for p in encoder.embeddings.parameters())
    assert not any(p.requires_grad for p in encoder.encoder.layer[0].parameters())
    assert all(p.requires_grad for p in encoder.encoder.layer[1].parameters())
    assert count_parameters(network) == sum(p.numel() for p in network.parameters())


def test_rates_fall_layer_by_layer(tiny_base):
    recipe = models.recipe(tiny_base, layer_decay=0.5, learning_rate=1e-3, head_rate=1e-2)
    network = build_network(recipe)
    groups = parameter_groups(network, recipe)
    assert {group["lr"] for group in groups} == {1e-3, 5e-4, 1e-2}
    grouped = [id(p) for group in groups for p in group["params"]]
    trainable = [id(p) for p in network.parameters() if p.requires_grad]
    assert sorted(grouped) == sorted(trainable)
    assert all(p.ndim > 1 for group in groups if group["weight_decay"] for p in group["params"])
