from __future__ import annotations

import pkgutil

import pytest

import biascheck.lint.formats
from biascheck.errors import ConfigError
from biascheck.lint.finding import Run
from biascheck.lint.formats import FORMATS, load_format
from tests.lint.formats.run import run


def test_every_file_is_a_format():
    names = {module.name for module in pkgutil.iter_modules(biascheck.lint.formats.__path__)}
    assert names == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_terminal_escapes_through(name):
    told = load_format(name)(run())
    assert "squandered" in told
    assert "\x1b" not in told
    assert told.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_say_is_well_formed_too(name):
    told = load_format(name)(Run((), (), "0.1.0"))
    assert told == "" or told.endswith("\n")


def test_unknown_format_names_the_nearest():
    with pytest.raises(ConfigError, match="Did you mean 'sarif'"):
        load_format("sarf")
