"""Settings of all tests, and the tiny model that they share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests import models

# How long an example takes depends on the machine; a slow one is no failure.
settings.register_profile("biascheck", deadline=None)
settings.load_profile("biascheck")


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory):
    """Return the folder of a random base encoder."""
    return models.write_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def tiny_model(tiny_base, tmp_path_factory):
    """Return the folder of a random model; tests must not change it."""
    return models.write_model(tiny_base, tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def tiny_analyzer(tiny_model):
    """Return an analyzer with the random model."""
    from biascheck.analyzer import Analyzer

    return Analyzer.from_pretrained(tiny_model, threads=1)
