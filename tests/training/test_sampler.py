from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.training.example import Example, Source, document_from_sentences
from biascheck.training.sampler import Sampler


def _source(corpus, sizes):
    def draw(index, generator):
        text = f"{corpus} {index} {generator.integers(1000)}"
        return Example(document_from_sentences([text], name=f"{corpus}-{index}"), corpus)

    return Source(corpus, (), tuple(sizes), draw)


SOURCES = [_source("gold", [100, 900, 250, 400] * 5), _source("mpqa", [50] * 40)]


def _sampler(seed=1, budget=600, shares=(0.75, 0.25)):
    return Sampler(SOURCES, {"gold": shares[0], "mpqa": shares[1]}, seed, budget)


def _texts(batch):
    return [example.document.article.text for example in batch]


@given(st.integers(0, 2**31), st.integers(0, 10_000))
def test_a_step_depends_on_seed_and_step_alone(seed, step):
    worn = _sampler(seed)
    worn.batch(step + 1)
    assert _texts(worn.batch(step)) == _texts(_sampler(seed).batch(step))


def test_steps_and_seeds_differ():
    batches = [_texts(_sampler(seed).batch(step)) for seed in (1, 2) for step in range(5)]
    assert len({tuple(batch) for batch in batches}) == 10


@given(st.integers(0, 500))
def test_a_batch_is_of_one_corpus_and_near_its_budget(step):
    batch = _sampler().batch(step)
    assert batch
    assert len({example.corpus for example in batch}) == 1
    sizes = {source.corpus: source.sizes for source in SOURCES}[batch[0].corpus]
    total = sum(sizes[int(e.document.article.id.split("-")[1])] for e in batch)
    assert total <= 600 + max(sizes)


def test_corpora_are_drawn_by_their_shares():
    sampler = _sampler()
    drawn = Counter(sampler.batch(step)[0].corpus for step in range(400))
    assert drawn["gold"] / 400 == pytest.approx(0.75, abs=0.08)
    assert sampler.shares == pytest.approx(np.array([0.75, 0.25]))


def test_a_document_above_the_budget_is_a_batch_of_its_own():
    sampler = Sampler([_source("gold", [5000])], {"gold": 1.0}, 1, 600)
    assert len(sampler.batch(0)) == 1
