"""Small corpora whose articles name parties and people; every text is our own."""

from __future__ import annotations

import json

import pytest

from biascheck.evaluation.protocols.protocol import Request
from tests.training import corpus_folder
from tests.training.corpus_folder import gold_article, write


def named_article(name, genre):
    """Return a gold row in which a party stands where the council stood; spans still fit."""
    row = json.loads(json.dumps(gold_article(name, genre)).replace("council", "Liberal"))
    assert "Liberal" in row["text"]
    return row


@pytest.fixture(scope="session")
def ablation_data(tmp_path_factory):
    """Return a folder of corpora; tests must not change it."""
    folder = corpus_folder.make(tmp_path_factory.mktemp("ablations"))
    for split in ("train", "dev"):
        rows = [
            named_article(f"{split}-{genre}-{number}", genre)
            for number in range(3)
            for genre in ("news", "opinion")
        ]
        write(folder / "gold" / f"{split}.jsonl.gz", rows)
    return folder


@pytest.fixture
def ask(ablation_data, tiny_analyzer, tiny_base, monkeypatch):
    """Return a function that runs an ablation with the tiny model and few resamples."""
    from biascheck.evaluation import bootstrap
    from biascheck.evaluation.ablations import load_ablation, votes
    from biascheck.training import refit

    # Small corpora need more epochs for a few steps.
    monkeypatch.setattr(refit, "_EPOCHS", 100)
    monkeypatch.setattr(votes, "_EPOCHS", 500)
    monkeypatch.setattr(bootstrap.measure, "__kwdefaults__", {"draws": 40, "seed": 1})

    def run(name, **options):
        options = {"data": ablation_data, "analyzer": lambda: tiny_analyzer,
                   "base": str(tiny_base), **options}  # fmt: skip
        return load_ablation(name).measure(Request(**options))

    return run
