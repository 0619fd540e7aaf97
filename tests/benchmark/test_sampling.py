"""Processor time, by place: where it is spent, not how often a function is called."""

import time

from biascheck.benchmark import sampling
from biascheck.benchmark.sampling import sampled


def _work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_time_belongs_to_the_innermost_place():
    with sampled(lambda module: "here" if module == __name__ else None) as seconds:
        _work(0.2)
    assert set(seconds) <= {"here", "other"}
    assert 0.1 < seconds["here"] < 0.4


def test_waiting_costs_nothing():
    with sampled(lambda _: "here") as seconds:
        time.sleep(0.2)
    assert seconds.total() < 0.1


def test_a_module_without_place_counts_for_its_caller():
    with sampled(lambda module: "sampling" if module == sampling.__name__ else None) as seconds:
        _work(0.1)
    # The last sample may fall into the end of the profiler itself.
    assert seconds.most_common(1)[0][0] == "other"
