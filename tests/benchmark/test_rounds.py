"""Sides are measured in turn, after a round that does not count."""

from biascheck.benchmark import rounds
from biascheck.benchmark.rounds import alternate, ratio, torch_threads


class Clock:
    """Stands still but for what a side takes."""

    now = 0.0

    def perf_counter(self):
        return self.now

    def sleep(self, _):
        self.now += 100.0  # resting is nobody's time


def test_sides_take_turns_and_the_first_round_does_not_count(monkeypatch):
    clock, calls = Clock(), []
    monkeypatch.setattr(rounds, "time", clock)

    def side(name, seconds):
        def run():
            calls.append(name)
            clock.now += 50.0 if len(calls) <= 2 else seconds
            return 10.0

        return run

    rates = alternate({"slow": side("slow", 5.0), "fast": side("fast", 2.0)}, 3)
    assert calls == ["slow", "fast"] * 4
    assert rates == {"slow": [2.0] * 3, "fast": [5.0] * 3}


def test_a_ratio_compares_within_each_round():
    # The machine was busy in the second round and met both sides.
    assert ratio([20.0, 2.0, 22.0], [10.0, 1.0, 10.0]) == 2.0


def test_threads_of_torch_are_put_back():
    import torch

    before = torch.get_num_threads()
    with torch_threads(before + 1):
        assert torch.get_num_threads() == before + 1
    assert torch.get_num_threads() == before
