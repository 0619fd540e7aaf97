from __future__ import annotations

import pytest
import torch

from biascheck.training.loop import learning_rate_factor, train

STEPS = 12


class _InterruptedError(Exception):
    pass


def _network():
    torch.manual_seed(5)
    return torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 1))


def _train(network, checkpoint, *, stop_at=None, steps=STEPS, average_last=0.4):
    seen = []

    def losses(step):
        generator = torch.Generator().manual_seed(100 + step)
        inputs = torch.randn(16, 4, generator=generator)
        return {"fit": ((network(inputs).squeeze(1) - inputs.sum(dim=1)) ** 2).mean()}

    def progress(step, found, seconds):
        seen.append((step, found["fit"]))
        assert seconds >= 0
        if step == stop_at:
            raise _InterruptedError

    train(
        network,
        [{"params": list(network.parameters()), "lr": 0.05, "weight_decay": 0.01}],
        losses,
        steps=steps,
        warmup=0.2,
        average_last=average_last,
        checkpoint=checkpoint,
        checkpoint_every=4,
        progress=progress,
    )
    return seen


@pytest.mark.parametrize("stop_at", [1, 4, 9, 10])
def test_a_resumed_run_ends_with_the_same_weights_bit_for_bit(tmp_path, stop_at):
    whole = _network()
    _train(whole, tmp_path / "whole.pt")
    first = _network()
    with pytest.raises(_InterruptedError):
        _train(first, tmp_path / "broken.pt", stop_at=stop_at)
    second = _network()
    seen = _train(second, tmp_path / "broken.pt")
    assert seen[0][0] == 4 * ((stop_at) // 4)
    for name, value in whole.state_dict().items():
        assert torch.equal(value, second.state_dict()[name]), name


def test_a_finished_run_is_not_trained_again(tmp_path):
    first, second = _network(), _network()
    _train(first, tmp_path / "run.pt")
    assert _train(second, tmp_path / "run.pt") == []
    assert all(
        torch.equal(value, second.state_dict()[name]) for name, value in first.state_dict().items()
    )
    assert [path.name for path in tmp_path.iterdir()] == ["run.pt"]


def test_training_learns(tmp_path):
    seen = _train(_network(), tmp_path / "run.pt", steps=150)
    assert sum(loss for _, loss in seen[-10:]) < 0.5 * sum(loss for _, loss in seen[:10])


def test_the_last_weights_are_averaged(tmp_path):
    averaged, last = _network(), _network()
    _train(averaged, tmp_path / "a.pt", average_last=0.4)
    _train(last, tmp_path / "b.pt", average_last=0.0)
    saved = torch.load(tmp_path / "b.pt", weights_only=True)["network"]
    assert torch.equal(last.state_dict()["0.weight"], saved["0.weight"])
    assert not torch.equal(averaged.state_dict()["0.weight"], saved["0.weight"])
    state = torch.load(tmp_path / "a.pt", weights_only=True)
    assert state["n_mean"] == 5
    assert torch.equal(averaged.state_dict()["0.weight"], state["mean"]["0.weight"])


def test_the_rate_rises_and_falls():
    factors = [learning_rate_factor(step, 100, 0.1) for step in range(100)]
    assert factors[0] == pytest.approx(0.1)
    assert max(factors) == factors[9] == 1.0
    assert factors[10:] == sorted(factors[10:], reverse=True)
    assert 0 <= factors[-1] < 0.01
