from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from biascheck.dimensions.framing import log_mean_exp
from biascheck.training.batch import Collator
from biascheck.training.example import SENTENCE_TARGETS, Example, Mention, document_from_sentences
from biascheck.training.losses import LOSSES, compute
from biascheck.training.network import group_log_mean_exp, group_mean
from biascheck.training.run import build_network
from biascheck.types import Span
from tests import models

ROWS = ["Mara Orlen said no.", "It was shameful."]


@pytest.fixture(scope="module")
def network(tiny_base):
    return build_network(models.recipe(tiny_base, mixture={"gold": 1, "mpqa": 1})).eval()


def _losses(network, corpus="gold", weights=None, **labels):
    document = document_from_sentences(ROWS)
    batch = Collator(models.tokenizer(), models.WINDOW, 16)([Example(document, corpus, **labels)])
    return compute(network, batch, weights or {})


def _all_labels():
    return {
        "sentence_targets": {n: np.array([0, 1], dtype=np.float32) for n in SENTENCE_TARGETS},
        "roles": np.array([1, 2]),
        "token_spans": {n: [(Span(0, 4), 1.0)] for n in ("loaded", "source", "cue", "content")},
        "genre": 0.3,
        "frames": np.eye(15, dtype=np.float32)[0],
        "frame_evidence": {0: 1},
        "mentions": (
            Mention((Span(0, 10),), (0.0, 0.0, 1.0), 1.0),
            Mention((Span(0, 10),), (0.0, 0.0, 1.0), whole=True),
        ),
    }


def test_every_judgement_has_a_finite_loss(network):
    found = _losses(network, **_all_labels())
    assert set(found) == set(LOSSES)
    assert all(torch.isfinite(value) and value > 0 for value in found.values())


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("roles", {"role"}),
        ("genre", {"genre"}),
        ("frames", {"framing"}),
        ("mentions", {"stance", "article_stance", "harmed"}),
        ("token_spans", {"loaded_word", "attribution"}),
        ("sentence_targets", {"axes", "loaded"}),
    ],
)
def test_what_is_unknown_is_skipped(network, label, names):
    assert set(_losses(network, **{label: _all_labels()[label]})) == names


def test_an_unknown_sentence_does_not_count(network):
    both = np.array([1, 1], dtype=np.float32)
    one = np.array([1, np.nan], dtype=np.float32)
    other = np.array([np.nan, 1], dtype=np.float32)
    values = [
        _losses(network, sentence_targets={"loaded": t})["loaded"].item()
        for t in (both, one, other)
    ]
    assert values[0] == pytest.approx((values[1] + values[2]) / 2, rel=1e-5)


def test_nothing_known_teaches_nothing(network):
    found = _losses(network)
    total = torch.stack(list(found.values())).sum()
    assert total.item() == 0.0
    total.backward()
    grads = [p.grad for p in network.encoder.parameters() if p.grad is not None]
    assert all(not grad.any() for grad in grads)
    network.zero_grad()


def test_weights_scale_and_drop(network):
    plain = _losses(network, **_all_labels())
    weighted = _losses(network, weights={"role": 0.5, "genre": 0.0}, **_all_labels())
    assert weighted["role"].item() == pytest.approx(0.5 * plain["role"].item())
    assert "genre" not in weighted


def test_corpora_have_biases_of_their_own(network):
    labels = {"genre": 1.0}
    before = _losses(network, "mpqa", **labels)["genre"].item()
    with torch.no_grad():
        network.biases["mpqa-genre"] += 3.0
    assert _losses(network, "mpqa", **labels)["genre"].item() < before
    assert _losses(network, "gold", **labels)["genre"].item() == pytest.approx(before)
    assert not any(name.startswith("gold") for name in network.biases)
    with torch.no_grad():
        network.biases["mpqa-genre"] -= 3.0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers(0, 1000))
def test_group_log_mean_exp_is_that_of_the_framing(groups, seed):
    logits = np.random.default_rng(seed).normal(scale=5, size=(len(groups), 3)).astype(np.float32)
    found = group_log_mean_exp(torch.from_numpy(logits), torch.tensor(groups), 4).numpy()
    for group in set(groups):
        expected = log_mean_exp(logits[np.array(groups) == group])
        assert found[group] == pytest.approx(expected, abs=1e-4)


def test_group_mean_of_nothing_is_zero():
    vectors = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    found = group_mean(vectors, torch.tensor([0, 2, 2]), 3)
    assert found.tolist() == [[1, 2], [0, 0], [4, 5]]
