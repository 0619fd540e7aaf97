from __future__ import annotations

from biascheck.evaluation.remembering import Remembering
from biascheck.types import Article
from tests.evaluation.fake_analyzer import PROVENANCE


def test_same_articles_are_analysed_once_and_kept_in_order(analyzer):
    articles = [Article(text=f"Item {i}.") for i in range(5)]
    remembering = Remembering(analyzer)
    first = list(remembering.analyze_many(articles))
    again = list(remembering.analyze_many([*reversed(articles), Article(text="New.")]))
    assert [r.article.text for r in first] == [a.text for a in articles]
    assert again[:5] == first[::-1]
    assert len(analyzer.documents) == 6
    assert remembering.provenance is PROVENANCE


def test_nothing_is_remembered_beyond_a_group(analyzer):
    remembering = Remembering(analyzer)
    articles = [Article(text=f"Item {i}.") for i in range(130)]
    assert len(list(remembering.analyze_many(iter(articles)))) == 130
    assert len(remembering._reports) <= 64
