from __future__ import annotations

import pytest

from biascheck.errors import DataError
from biascheck.evaluation.corpora.source import corpus_rows


def test_malformed_line_is_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}\n{\n')
    with pytest.raises(DataError, match=r"x\.jsonl:2"):
        list(corpus_rows(path))
