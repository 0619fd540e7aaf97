from __future__ import annotations

import numpy as np
import pytest

from biascheck.analyzer import Analyzer
from biascheck.encoder.persistence import HEADS, load_model, read_config
from biascheck.errors import ModelError
from biascheck.segmentation.sentences import segment
from biascheck.training.batch import Collator
from biascheck.training.example import Example, Mention
from biascheck.training.export import collect_weights, export, store_head_weights
from biascheck.training.run import build_network
from biascheck.types import Article, Document, Span, Target
from tests import models

TEXT = "Mara Orlen met critics.\n\nIt was shameful. They left Ostren in the rain."


@pytest.fixture(scope="module")
def network(tiny_base):
    return build_network(models.recipe(tiny_base)).eval()


def test_layers_and_words_are_in_8_bits(network):
    weights = collect_weights(network)
    small = {name for name, value in weights.items() if value.dtype == np.int8}
    assert "embeddings.word_embeddings.weight" in small
    assert "encoder.layer.1.output.dense.weight" in small
    assert {f"{name}.scale" for name in small} <= set(weights)
    assert weights["embeddings.position_embeddings.weight"].dtype == np.float32
    assert all(v.dtype == np.float32 for n, v in weights.items() if n.startswith("heads."))


def test_a_new_head_does_not_store_the_encoder_again(network, tiny_base, tmp_path):
    export(network, models.recipe(tiny_base), tiny_base / "tokenizer.json", tmp_path,
           data_checksums={})  # fmt: skip
    before = (tmp_path / "weights.safetensors").read_bytes()
    for name in ("genre.out.bias", "loaded.out.bias"):
        store_head_weights(tmp_path, {name: np.array([7.0], dtype=np.float32)})
    assert (tmp_path / "weights.safetensors").read_bytes() == before
    found = load_model(tmp_path).head_weights()
    assert found["genre.out.bias"] == found["loaded.out.bias"] == [7.0]
    assert np.array_equal(found["axes.out.bias"], network.heads["axes"].out.bias.detach().numpy())
    (tmp_path / HEADS).unlink()
    with pytest.raises(ModelError, match=r"heads\.safetensors is missing"):
        load_model(tmp_path)


def test_the_description_tells_where_the_model_comes_from(network, tiny_base, tmp_path):
    recipe = models.recipe(tiny_base, name="small", version="3")
    export(network, recipe, tiny_base / "tokenizer.json", tmp_path, data_checksums={"b": "2"})
    config = read_config(tmp_path)
    assert (config["name"], config["version"], config["data"]) == ("small", "3", {"b": "2"})
    assert config["recipe"] == recipe.to_dict()
    assert config["calibration"] == config["thresholds"] == config["reference"] == {}


def test_the_exported_model_computes_what_was_trained(network, tiny_base, tmp_path):
    """Only the rounding to 8 bits lies between the two."""
    import torch

    from biascheck.encoder.torch_runtime import load_encoder

    export(network, models.recipe(tiny_base), tiny_base / "tokenizer.json", tmp_path,
           data_checksums={})  # fmt: skip
    rounded = build_network(models.recipe(tiny_base)).eval()
    rounded.encoder.load_state_dict(load_encoder(load_model(tmp_path)).state_dict())
    rounded.heads.load_state_dict(network.heads.state_dict())
    spans = (Span(0, 10), Span(TEXT.index("Ostren"), TEXT.index("Ostren") + 6))
    target = Target("somebody", "person", spans)
    document = Document(Article(TEXT), segment(TEXT), (target,))
    batch = Collator(models.tokenizer(), models.WINDOW, 16)(
        [Example(document, "gold", mentions=(Mention(spans, (1.0, 0.0, 0.0)),))]
    )
    (context,) = Analyzer.from_pretrained(tmp_path, threads=1).contexts([document])
    encoding, judge = context.encoding, context.judge
    with torch.no_grad():
        pooled = rounded.encode(batch)
        expected = {name: rounded.logits(name, pooled, "gold").numpy() for name in network.specs}
    axes = judge.logits("axes", encoding.sentence_inputs())
    kept = encoding.tokens.sentences >= 0
    found = {
        "axes": axes,
        "role": judge.logits("role", axes),
        "loaded": judge.logits("loaded", encoding.sentence_inputs()),
        "framing": judge.logits("framing", encoding.sentences),
        "genre": judge.logits("genre", encoding.article[None, :]),
        "stance": judge.logits("stance", encoding.mention_inputs()),
        "article_stance": judge.logits("article_stance", encoding.mention_inputs()),
        "attribution": encoding.token_logits["attribution"][kept],
        "loaded_word": encoding.token_logits["loaded_word"][kept],
    }
    assert found.keys() == expected.keys()
    for name, logits in found.items():
        assert logits == pytest.approx(expected[name], abs=1e-4), name
