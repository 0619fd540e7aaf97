"""Tokens of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biascheck.names.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Chad's coast", ["Chad", "'s", "coast"]),
        ("O’Brien didn’t", ["O'Brien", "didn't"]),
        ("US-led", ["US", "-", "led"]),
        ("the U.S. envoy J. Dorn", ["the", "US", "envoy", "J.", "Dorn"]),
        ("the workers’ union", ["the", "workers", "'", "union"]),
    ],
)
def test_cuts(text: str, norms: list[str]) -> None:
    assert [t.norm for t in tokenize(text)] == norms


@given(st.text(max_size=80))
def test_tokens_are_ordered_disjoint_and_cover_every_letter(text: str) -> None:
    end = 0
    covered: set[int] = set()
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        covered |= set(range(token.start, token.end))
        end = token.end
    assert all(i in covered for i, c in enumerate(text) if c.isalpha())
