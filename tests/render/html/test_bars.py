from __future__ import annotations

import pytest

from biascheck.render.html.bars import Bar, diverging, share


@pytest.mark.parametrize(
    ("value", "bar"), [(0.5, Bar(0, 50)), (0, Bar(0, 0)), (1.2, Bar(0, 100)), (-0.1, Bar(0, 0))]
)
def test_share(value, bar):
    assert share(value) == bar


@pytest.mark.parametrize(
    ("value", "bar"),
    [(-0.64, Bar(-64, 64)), (0.24, Bar(0, 24)), (-2, Bar(-100, 100)), (None, None)],
)
def test_stance_leaves_the_middle(value, bar):
    assert diverging(value) == bar
