from __future__ import annotations

from biascheck.evaluation.protocols import attribution_spans
from biascheck.types import Span


def test_more_than_half_of_a_sentence_makes_it_attributed(outlets_data):
    article, _ = attribution_spans._articles(outlets_data)
    assert attribution_spans._covered(article, article.contents) == [False, True, False]
    assert attribution_spans._covered(article, [Span(0, 3)]) == [False, False, False]


def test_perfect_answers_score_one(outlets_data):
    from biascheck.evaluation.bootstrap import measure

    articles = list(attribution_spans._articles(outlets_data))
    covered = [[float(c) for c in attribution_spans._covered(a, a.contents)] for a in articles]
    answer = attribution_spans._Answer(covered, [list(a.contents) for a in articles])
    found = measure(attribution_spans._measures(articles, answer), 2)
    assert {m.value for m in found.values()} == {1.0}


def test_rules_read_a_reported_clause(outlets_data):
    articles = list(attribution_spans._articles(outlets_data))
    assert attribution_spans._rules(articles).sentences == [[0.0, 1.0, 0.0]] * 2
