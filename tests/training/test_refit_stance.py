"""The heads of stance on the frozen encoder."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from biascheck.dimensions import stance
from biascheck.training.corpora.gold import build
from biascheck.training.corpora.gold_article import read_articles
from biascheck.training.corpora.gold_targets import whole_article
from biascheck.training.network import Head, mean_head
from biascheck.training.refit_stance import (
    ARTICLES,
    MEMBERS,
    MENTIONS,
    StanceTable,
    encode_stance,
    encode_stance_twins,
    fit_stance,
)
from biascheck.training.twins import Twins

WIDTH = 8
MENTION, ARTICLE = stance.HEADS


def _table():
    """Return targets of two mentions each, whose first columns say the stance."""
    generator = np.random.default_rng(1)
    labels = np.repeat([0, 1, 2], 40)
    inputs = generator.normal(size=(240, 2 * WIDTH)).astype(np.float32)
    inputs[np.arange(240), np.repeat(labels, 2)] += 3
    harmed = np.where(labels == 1, 1.0, 0.0).astype(np.float32)
    return StanceTable("gold", inputs, np.repeat(np.arange(120), 2), labels, harmed)


def _said(head, table):
    with torch.no_grad():
        logits = head(torch.from_numpy(table.inputs)).numpy()
    means = np.array([logits[table.targets == i].mean(axis=0) for i in range(120)])
    return means[:, :3].argmax(axis=1), means[:, 3:]


def test_the_head_of_mentions_learns_stance_and_harm():
    table = _table()
    plan = replace(MENTIONS, steps=150)
    head = fit_stance(MENTION, [table], plan, seed=2)
    said, harmed = _said(head, table)
    assert (said == table.labels).mean() > 0.95
    assert ((harmed[:, 0] > 0) == (table.harmed > 0)).mean() > 0.9


def test_a_head_says_the_mean_of_its_fits():
    torch.manual_seed(5)
    members = [Head(replace(MENTION, hidden=6), WIDTH, 0.3).eval() for _ in range(3)]
    joined = mean_head(replace(MENTION, hidden=18), WIDTH, members)
    inputs = torch.randn(4, 2 * WIDTH)
    with torch.no_grad():
        said = torch.stack([member(inputs) for member in members])
        assert torch.allclose(joined(inputs), said.mean(dim=0), atol=1e-6)
        assert not torch.allclose(said[0], said[1])


def test_fits_differ_and_share_the_width():
    plan = replace(MENTIONS, steps=3)
    head = fit_stance(MENTION, [_table()], plan, seed=2)
    assert head.hidden.weight.shape == (MENTION.hidden, 2 * WIDTH)
    parts = head.hidden.weight.detach().chunk(MEMBERS)
    assert not torch.allclose(parts[0], parts[1])


def test_twins_keep_a_head_from_a_direction():
    table = replace(_table(), harmed=np.full(120, np.nan, dtype=np.float32))
    second = table.inputs.copy()
    second[:, 0] += 3
    twins = Twins(table.inputs, second, np.arange(240))

    def moved(weight):
        plan = replace(ARTICLES, steps=100, rate=2e-3, twins=weight, losses={"gold": 1.0})
        head = fit_stance(ARTICLE, [table], plan, 3, twins)
        with torch.no_grad():
            return float(twins.distance(head, 200, np.random.default_rng(1)))

    assert moved(3.0) < moved(0.0) / 2


@pytest.mark.parametrize("view", [build, whole_article])
def test_a_corpus_as_a_table(tiny_analyzer, corpora, view):
    articles = read_articles(corpora / "gold" / "train.jsonl.gz")
    examples = [e for e in map(view, articles) if e.mentions]
    analyzer = tiny_analyzer.choosing(["stance"])
    table = encode_stance(analyzer, "gold", examples)
    mentions = [m for e in examples for m in e.mentions]
    assert len(table.labels) == len(mentions) > 0
    assert len(table.inputs) == sum(len(m.spans) for m in mentions)
    assert set(table.labels.tolist()) <= {-1, 0, 1, 2}


def test_twins_of_mentions(tiny_analyzer, corpora):
    examples = [build(a) for a in read_articles(corpora / "gold" / "train.jsonl.gz")]
    examples = [e for e in examples if e.mentions]
    found = encode_stance_twins(tiny_analyzer.choosing(["stance"]), examples, 1)
    assert found is None or found.first.shape == found.second.shape
