"""Settings of all tests, and the tiny model that they share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the documents as a site, built as strictly as can be."""
    root = Path(__file__).parents[1]
    folder = tmp_path_factory.mktemp("site")
    # A proxy that does not exist: what asked for the network would fail.
    offline = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(folder)],
        cwd=root,
        env={**os.environ, **offline, "PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder
