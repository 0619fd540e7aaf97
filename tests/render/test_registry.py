"""The formats are the modules of the package that have a ``render``."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

import biascheck.render
from biascheck.errors import ConfigError
from biascheck.render import FORMATS, load
from biascheck.render.layout import Layout
from tests import reports


def test_every_format_is_a_file_and_every_such_file_a_format():
    names = [module.name for module in pkgutil.iter_modules(biascheck.render.__path__)]
    modules = [import_module(f"biascheck.render.{name}") for name in names]
    assert tuple(sorted(m.__name__.split(".")[-1] for m in modules if hasattr(m, "render"))) == (
        FORMATS
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders(name):
    assert "Harbour Bridge" in "".join(load(name)([reports.harbour_bridge()], Layout()))


def test_unknown_format_names_the_nearest():
    with pytest.raises(ConfigError, match="Did you mean 'json'"):
        load("jsno")
