"""Runs on the tiny network: resumed ones end where uninterrupted ones do."""

from __future__ import annotations

import pytest

from biascheck.training.run import run
from tests import models

MIXTURE = {"gold": 0.6, "mpqa": 0.2, "newsmtsc": 0.1, "seesaw_article": 0.1}


class _InterruptedError(Exception):
    pass


def _run(base, corpora, folder, *, stop_at=None):
    steps = []

    def progress(step, losses, seconds):
        assert all(value >= 0 for value in losses.values())
        steps.append(step)
        if step == stop_at:
            raise _InterruptedError

    recipe = models.recipe(
        base, mixture=MIXTURE, steps=6, checkpoint_every=2, characters_per_step=400,
        average_last=0.5, learning_rate=1e-3,
    )  # fmt: skip
    network, sources = run(recipe, corpora, folder, device="cpu", progress=progress)
    return network, sources, steps


def test_a_resumed_run_ends_with_the_same_weights_bit_for_bit(tiny_base, corpora, tmp_path):
    import torch

    whole, sources, steps = _run(tiny_base, corpora, tmp_path / "whole")
    assert steps == list(range(6))
    assert [source.corpus for source in sources] == sorted(MIXTURE)
    with pytest.raises(_InterruptedError):
        _run(tiny_base, corpora, tmp_path / "broken", stop_at=4)
    resumed, _, steps = _run(tiny_base, corpora, tmp_path / "broken")
    assert steps == [4, 5]
    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name
    assert not whole.training
