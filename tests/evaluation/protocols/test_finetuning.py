from __future__ import annotations

import json

import numpy as np
import pytest

from biascheck.errors import ConfigError
from biascheck.evaluation.protocols import finetuning
from biascheck.evaluation.protocols.finetuning import FineTuning, fine_tune

GOOD = "The council met on Tuesday."
BAD = "It was a shameful waste."


def test_a_fine_tune_learns_the_words_that_decide(tiny_base):
    texts = [f"{BAD if i % 2 else GOOD} Item {i}." for i in range(40)]
    labels = np.arange(40) % 2
    tuning = FineTuning(epochs=4, batch=8, rate=3e-3)
    scores = fine_tune(tuning, str(tiny_base), texts[:30], texts[30:], labels[:30], 1)
    assert ((scores > 0.5) == labels[30:]).all()


def test_every_row_is_drawn_once_in_an_epoch():
    ids = [[0] * (1 + i % 7) for i in range(50)]
    tuning = FineTuning(epochs=2, batch=8)
    batches = list(finetuning._batches(ids, tuning, 3))
    assert sorted(np.concatenate(batches).tolist()) == sorted([*range(50), *range(50)])
    spread = [len({len(ids[i]) for i in rows}) for rows in batches]
    assert np.mean(spread) < 3


def test_the_rate_rises_and_falls():
    rates = [finetuning._slope(step, 20) for step in range(20)]
    assert max(rates) <= 1
    assert rates[0] < rates[1] > rates[10] > rates[19] > 0


def test_finished_folds_are_kept_and_not_done_again(ask, tmp_path, monkeypatch):
    tuning = FineTuning(run=tmp_path / "run", epochs=1)
    first = ask("babe-outlets", finetune=tuning)
    kept = sorted((tmp_path / "run").glob("fold-*.json"))
    assert len(kept) == first["details"]["folds"] == 5

    def never(*_):
        raise AssertionError

    monkeypatch.setattr(finetuning, "fine_tune", never)
    assert ask("babe-outlets", finetune=tuning) == first
    scores = json.loads(kept[0].read_text())
    assert all(0 <= score <= 1 for score in scores)


def test_an_interrupted_run_goes_on_and_other_settings_begin_anew(ask, tmp_path, monkeypatch):
    done = []

    def count(*arguments):
        done.append(1)
        return np.full(len(arguments[3]), 0.5)

    monkeypatch.setattr(finetuning, "fine_tune", count)
    run = tmp_path / "run"
    ask("babe-folds", finetune=FineTuning(run=run, epochs=1))
    assert len(done) == 5
    next(iter(run.glob("fold-3-*.json"))).unlink()
    ask("babe-folds", finetune=FineTuning(run=run, epochs=1))
    assert len(done) == 6
    ask("babe-folds", finetune=FineTuning(run=run, epochs=2))
    assert len(done) == 11


def test_the_fine_tune_has_seen_nothing_and_needs_no_model(ask):
    result = ask("babe-folds", finetune=FineTuning(epochs=1), analyzer=None)
    assert "untouched" in result["seen"]
    assert result["model"] is None
    assert result["details"]["epochs"] == 1


def test_other_protocols_refuse_it(ask):
    with pytest.raises(ConfigError, match="--finetune"):
        ask("newssd-folds", finetune=FineTuning())


def test_no_epoch_is_refused():
    with pytest.raises(ConfigError, match="above 0"):
        FineTuning(epochs=0)
