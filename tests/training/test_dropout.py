"""Dropout by the byte: what torch's own does, drawn faster."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from biascheck.training.dropout import ByteDropout, use_byte_dropout


def test_the_share_is_dropped_and_the_mean_stays():
    torch.manual_seed(0)
    found = ByteDropout(0.25)(torch.ones(500, 400))
    assert (found == 0).float().mean() == pytest.approx(0.25, abs=0.005)
    assert found.mean() == pytest.approx(1, abs=0.01)
    assert found.unique().tolist() == [0.0, pytest.approx(4 / 3)]


def test_the_seed_decides():
    def drawn(seed):
        torch.manual_seed(seed)
        return ByteDropout(0.5)(torch.ones(3, 7))

    assert torch.equal(drawn(1), drawn(1))
    assert not torch.equal(drawn(1), drawn(2))


def test_gradients_pass_where_nothing_was_dropped():
    x = torch.ones(64, 5, requires_grad=True)
    found = ByteDropout(0.5)(x)
    found.sum().backward()
    assert torch.equal(x.grad, found.detach())


@pytest.mark.parametrize("module", [ByteDropout(0.5).eval(), ByteDropout(0.0)])
def test_nothing_is_dropped_in_evaluation_or_for_a_share_of_0(module):
    x = torch.randn(4, 3)
    assert torch.equal(module(x), x)


def test_half_precision_stays():
    assert ByteDropout(0.5)(torch.ones(4, 3, dtype=torch.bfloat16)).dtype == torch.bfloat16


def test_every_dropout_of_an_encoder_is_replaced():
    encoder = nn.Sequential(nn.Dropout(0.1), nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.2)))
    use_byte_dropout(encoder)
    shares = [m.p for m in encoder.modules() if isinstance(m, ByteDropout)]
    assert shares == [0.1, 0.2]
    assert not any(type(module) is nn.Dropout for module in encoder.modules())
