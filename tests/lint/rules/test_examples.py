"""The examples that rules show are what they do, with the model that ships."""

from __future__ import annotations

from functools import cache

import pytest

from biascheck.encoder.persistence import installed_models
from biascheck.lint.registry import DIMENSIONS, RULES, load_rule

pytestmark = pytest.mark.skipif(not installed_models(), reason="no model is installed")


@cache
def _analyzer():
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained(threads=1, dimensions=DIMENSIONS)


def _found(name, text):
    rule = load_rule(name)
    return list(rule.find(_analyzer().analyze(text), rule.THRESHOLD or 0.0))


def _cases(kind):
    return [
        pytest.param(name, text, id=f"{name}-{number}")
        for name in RULES
        for number, text in enumerate(getattr(load_rule(name), kind))
    ]


@pytest.mark.parametrize(("name", "text"), _cases("FLAGGED"))
def test_flagged(name, text):
    assert _found(name, text)


@pytest.mark.parametrize(("name", "text"), _cases("NOT_FLAGGED"))
def test_not_flagged(name, text):
    assert _found(name, text) == []
