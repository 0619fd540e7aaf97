from __future__ import annotations

import pytest

from tests.training import corpus_folder


@pytest.fixture(scope="session")
def corpora(tmp_path_factory):
    """Return a small folder of all corpora; tests must not change it."""
    return corpus_folder.make(tmp_path_factory.mktemp("data"))
