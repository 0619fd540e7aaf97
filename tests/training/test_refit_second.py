"""The genre head on the frozen encoder."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from biascheck.training.corpora.genre import read_whole
from biascheck.training.refit_genre import GenreTable, encode_genres, fit_genre


def test_genre_head_learns_what_the_table_says():
    generator = np.random.default_rng(1)
    opinion = np.repeat([0.0, 1.0], 60).astype(np.float32)
    vectors = generator.normal(size=(120, 16)).astype(np.float32)
    vectors[:, 0] += 6 * opinion
    head = fit_genre([GenreTable(vectors, opinion, np.full(120, 1 / 120))], seed=2)
    with torch.no_grad():
        said = head(torch.from_numpy(vectors)).squeeze(1).numpy() > 0
    assert (said == (opinion > 0.5)).mean() > 0.95


def test_articles_are_read_whole(tiny_analyzer, corpora):
    examples = list(read_whole(corpora, most=5, characters=4000))
    table = encode_genres(tiny_analyzer, examples, 0.5)
    assert len(table.vectors) == len(examples) > 0
    assert table.chances.sum() == pytest.approx(0.5, abs=0.26)
