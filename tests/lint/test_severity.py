from __future__ import annotations

import pytest

from biascheck.errors import ConfigError
from biascheck.lint.severity import LEVELS, Severity, parse


def test_words_and_their_order():
    assert [parse(word) for word in LEVELS] == sorted(Severity)
    assert [severity.label for severity in Severity] == list(LEVELS)
    assert parse("none") is None


def test_an_unknown_word():
    with pytest.raises(ConfigError, match=r"unknown level 'warn'.*'warning'"):
        parse("warn", "level")
