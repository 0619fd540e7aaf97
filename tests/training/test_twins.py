from __future__ import annotations

import numpy as np
import torch

from biascheck.training.example import Example, document_from_sentences
from biascheck.training.fitting import fit
from biascheck.training.twins import Twins, encode_twins


def _read(analyzer, examples):
    return (c.encoding.sentence_inputs() for c in analyzer.contexts(e.document for e in examples))


def test_twins_are_sentences_that_a_swap_reached(tiny_analyzer):
    texts = ["Democrats met in Ohio.", "Prices rose again."], ["Nothing happened."]
    examples = [Example(document_from_sentences(t, [0, 1][: len(t)]), "own") for t in texts]
    twins = encode_twins(lambda some: _read(tiny_analyzer, some), examples, seed=3)
    assert len(twins.first) >= 1
    assert twins.first.shape == twins.second.shape
    assert (np.abs(twins.first - twins.second).max(axis=1) > 0).all()


def test_texts_without_names_have_no_twins(tiny_analyzer):
    examples = [Example(document_from_sentences(["Prices rose again."]), "own")]
    found = encode_twins(lambda some: _read(tiny_analyzer, some), examples, seed=3)
    assert found is None


def test_a_head_learns_to_say_the_same_of_both():
    generator = np.random.default_rng(1)
    first = generator.normal(size=(200, 4)).astype(np.float32)
    second = first.copy()
    second[:, 3] += 2  # the name's own direction
    target = torch.from_numpy((first[:, 0] + 0.5 * first[:, 3] > 0).astype(np.float32))
    twins = Twins(first, second, np.arange(200))

    def fitted(weight):
        torch.manual_seed(2)
        head = torch.nn.Linear(4, 1)
        rows = np.random.default_rng(3)

        def loss(_):
            said = head(torch.from_numpy(first)).squeeze(1)
            found = torch.nn.functional.binary_cross_entropy_with_logits(said, target)
            return found + weight * twins.distance(head, 50, rows)

        fit([head], loss, steps=300, rate=0.05, decay=0.0)
        assert not head.training
        weight_of = head.weight.detach().numpy()[0]
        return abs(float(weight_of[3])), float(weight_of[0])

    plain, fair = fitted(0.0), fitted(5.0)
    assert fair[0] < 0.2 * plain[0]
    assert fair[1] > 0.5
