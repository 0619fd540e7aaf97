from __future__ import annotations

import pytest

from biascheck.errors import ConfigError, DataError
from biascheck.evaluation.corpora.source import corpus_rows, data_folder


def test_option_comes_before_the_environment(tmp_path, monkeypatch):
    given, named = tmp_path / "given", tmp_path / "named"
    given.mkdir()
    named.mkdir()
    monkeypatch.setenv("BIASCHECK_DATA", str(named))
    assert data_folder(None) == named
    assert data_folder(given) == given


def test_no_folder_is_said_so(tmp_path, monkeypatch):
    monkeypatch.delenv("BIASCHECK_DATA", raising=False)
    with pytest.raises(ConfigError, match="--data"):
        data_folder(None)
    with pytest.raises(DataError, match="no such folder"):
        data_folder(tmp_path / "none")


def test_malformed_line_is_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}\n{\n')
    with pytest.raises(DataError, match=r"x\.jsonl:2"):
        list(corpus_rows(path))
