from __future__ import annotations

from biascheck.render.contract import SCORES
from biascheck.render.table import article_row
from tests import reports


def test_article_row_is_flat_and_keeps_unknown_as_none():
    row = article_row(reports.harbour_bridge())
    assert row["opinion_passages"] == 1
    assert row["neutrality"] == 62.4
    assert row["source_balance"] is None
    assert row["frames"][0] == "Economic"
    assert set(SCORES) <= set(row)
    assert article_row(reports.bare())["genre"] is None
