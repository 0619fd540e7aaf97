from __future__ import annotations

import numpy as np

from biascheck.training.voices import VoiceTable, weigh_voices


def _table(author_weight, source_weight, n=600):
    generator = np.random.default_rng(5)
    means = generator.normal(scale=2, size=(n, 2, 3)).astype(np.float32)
    noise = generator.gumbel(size=(n, 3))
    z = author_weight * means[:, 0] + source_weight * means[:, 1] + noise
    return VoiceTable(means, np.ones(n, dtype=bool), z.argmax(axis=1))


def test_the_weights_of_the_voices_are_found():
    found = weigh_voices([_table(1.5, 0.4)])
    assert abs(found["stance.author_weight"] - 1.5) < 0.35
    assert abs(found["stance.source_weight"] - 0.4) < 0.2


def test_a_voice_without_influence_counts_for_nothing():
    found = weigh_voices([_table(1.5, 0.0)])
    assert found["stance.source_weight"] < 0.15
    assert abs(found["stance.source.positive"]) < 1e-6
