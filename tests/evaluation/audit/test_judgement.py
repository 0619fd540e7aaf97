"""Judgements of a small random model, read from the same encodings as reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from biascheck.evaluation.audit.judgement import judge
from biascheck.evaluation.audit.pairs import audit_pairs


@pytest.fixture(scope="module")
def pairs():
    found = audit_pairs()
    sentences = [pair for pair in found if pair.scope == "sentence"][:3]
    return [*sentences, next(pair for pair in found if pair.scope == "article")]


def test_every_version_is_judged_once_and_alike(pairs, tiny_analyzer):
    judged = judge(tiny_analyzer, pairs)
    assert set(judged) == {version for pair in pairs for version in (pair.first, pair.second)}
    assert judge(tiny_analyzer, pairs[:1])[pairs[0].first] == judged[pairs[0].first]


def test_a_sentence_is_judged_as_in_a_report(pairs, tiny_analyzer):
    version = pairs[0].first
    judged = judge(tiny_analyzer, pairs[:1])[version]
    (label,) = tiny_analyzer.analyze(version.text).labels
    assert judged.labels["role"] == (label.role,)
    assert judged.scores["subjective"][0] == pytest.approx(label.subjective, abs=1e-5)
    assert judged.scores["loaded"][0] == pytest.approx(label.loaded, abs=1e-5)
    assert -1 <= judged.scores["stance"][0] <= 1


def test_an_article_has_a_value_for_each_sentence_and_its_own_scores(pairs, tiny_analyzer):
    version = pairs[-1].first
    judged = judge(tiny_analyzer, pairs[-1:])[version]
    assert len(judged.scores["opinion"]) == len(judged.labels["role"]) == 12
    assert len(judged.labels["frames"]) == 15
    assert 0 <= judged.scores["neutrality"][0] <= 100


def test_a_target_that_is_not_found_has_no_stance(pairs, tiny_analyzer):
    alone = replace(pairs[-1].first, mentions=())
    judged = judge(tiny_analyzer, [replace(pairs[-1], first=alone)])[alone]
    assert judged.scores["stance"] == (None,)
    assert judged.labels["stance"] == ("not found",)
