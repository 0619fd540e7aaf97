"""The benchmarks of ``batch``: what they make of what was measured, and what they measure."""

import os
from collections import Counter

import numpy as np
import pytest

from biascheck.benchmark import bare, batch, marginal, processes, profile
from biascheck.benchmark.marginal import Cost
from biascheck.benchmark.process import Usage
from biascheck.benchmark.registry import BENCHMARKS, load_measure
from biascheck.benchmark.settings import Settings
from biascheck.encoder.device import usable_cores
from biascheck.errors import BiascheckError, ConfigError
from tests.models import write_base, write_model


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    base = tmp_path_factory.mktemp("base")
    return str(write_model(write_base(base), tmp_path_factory.mktemp("model")))


def test_every_benchmark_can_be_loaded():
    assert all(callable(load_measure(name)) for name in BENCHMARKS)


def test_what_one_block_more_costs_each_worker(monkeypatch, tmp_path):
    seen = []

    def run(corpus, output, *options):
        files = sorted(corpus.iterdir())
        texts = [file.read_text(encoding="utf-8") for file in files]
        seen.append((len(files), texts[:3] == texts[3:6], options))
        output.mkdir()
        return Usage(2.0 + len(files) / 4, 1, 3.0 + len(files))

    monkeypatch.setattr(marginal, "batch", run)
    cost = marginal.marginal_cost(tmp_path, 3, 2, ["--model", "tiny"])
    options = ("--workers", "2", "--block", "3", "--model", "tiny")
    assert seen == [(6, True, options), (12, True, options)]
    assert cost == Cost(1.5, 6.0)
    assert not list(tmp_path.iterdir())


def test_what_is_too_short_to_be_measured_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(marginal, "batch", lambda _, output, *__: output.mkdir() or Usage(1, 1, 1))
    with pytest.raises(BiascheckError, match="too little to be measured"):
        marginal.marginal_cost(tmp_path, 1, 1)


@pytest.mark.parametrize(("seconds", "holds"), [(11.0, True), (14.0, False)])
def test_the_command_is_held_against_its_encoder(seconds, holds):
    result = batch.to_result([(Cost(seconds, 20.0), Cost(10.0, 19.0))], 1000, 2)
    assert [row.value for row in result.rows[:2]] == [100, 1000 / seconds]
    assert result.measured == result.rows[1].ratio == pytest.approx(10 / seconds)
    assert result.rows[3].ratio == pytest.approx(19 / 20)
    assert result.holds is holds


@pytest.mark.parametrize(("seconds", "holds"), [(10.5, True), (12.0, False)])
def test_two_processes_are_held_against_one(seconds, holds):
    result = processes.to_result([(Cost(10.0, 10.0), Cost(seconds, 21.0))], 1000)
    assert result.measured == result.rows[1].ratio == pytest.approx(20 / seconds)
    assert result.rows[3].ratio == pytest.approx(20 / 21)
    assert result.holds is holds


def test_a_ratio_is_the_median_of_those_within_a_round():
    # A round on a busy machine slows both sides down.
    rounds = [(Cost(a, 1.0), Cost(b, 1.0)) for a, b in ((10.0, 9.0), (50.0, 45.0), (10.0, 5.0))]
    assert batch.to_result(rounds, 1000, 1).measured == pytest.approx(0.9)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs processor affinity")
def test_processes_are_kept_to_so_many_cores():
    before = usable_cores()
    with processes.on_cores(1):
        assert usable_cores() == 1
    assert usable_cores() == before


def test_one_core_is_a_reason_and_no_number(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "usable_cores", lambda: 1)
    with pytest.raises(ConfigError, match="one core"):
        processes.measure(Settings(tmp_path))


def test_the_encoder_alone_computes_all_batches_in_each_process(model):
    cost = bare.bare_cost(marginal.mixture(1), model, 2)
    assert cost.seconds > 0
    assert cost.processor > 0


def test_each_batch_is_computed_once_after_the_warm_up():
    class Runtime:
        lengths = ()

        def run(self, ids, mask):
            assert ids.shape == mask.shape
            self.lengths += (ids.shape[1],)

    runtime = Runtime()
    batches = [(np.full((1, n), n), np.ones((1, n), dtype=bool)) for n in (9, 7, 5)]
    bare.run_batches(runtime, batches)
    assert runtime.lengths == (9, 5, 9, 7, 5)


def test_shares_of_the_profile_add_up():
    seconds = Counter({profile.ENCODER: 6.0, "names": 3.0, "other": 1.0})
    result = profile.to_result(seconds)
    assert [(row.what, row.value) for row in result.rows] == [
        (profile.ENCODER, 60),
        ("names", pytest.approx(30)),
        ("other", pytest.approx(10)),
    ]
    assert result.measured == pytest.approx(0.6)
    assert not result.holds


def test_the_longest_name_that_fits_is_a_modules_place():
    assert profile.place("biascheck.encoder.onnx_runtime") == profile.ENCODER
    assert profile.place("biascheck.dimensions.stance") == "dimension stance"
    assert profile.place("biascheck.dimensions.context") == "dimensions: the rest"
    assert profile.place("biascheck.encoder.heads") is None
    assert profile.place("numpy") is None


def test_the_profile_is_of_the_command(model, tmp_path):
    result = profile.measure(Settings(tmp_path, articles=12, model=model))
    found = {row.what for row in result.rows}
    assert {profile.ENCODER, "names", "tokens", "segmentation"} <= found
    assert sum(row.value for row in result.rows) == pytest.approx(100)
