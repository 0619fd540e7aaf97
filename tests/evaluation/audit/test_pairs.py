"""The pairs: enough, repeatable, and different in nothing but the name."""

from __future__ import annotations

from collections import Counter

import pytest

from biascheck.evaluation.audit.families import family_names
from biascheck.evaluation.audit.pairs import audit_pairs, fingerprint


@pytest.fixture(scope="module")
def pairs():
    return audit_pairs(13)


def without_names(version):
    text = version.text
    for start, end in reversed(version.swapped):
        text = f"{text[:start]}_{text[end:]}"
    return text


def test_there_are_two_thousand_sentence_pairs_over_all_families(pairs):
    sentences = Counter(pair.family for pair in pairs if pair.scope == "sentence")
    assert sum(sentences.values()) >= 2000
    assert set(sentences) == set(family_names())
    assert min(sentences.values()) >= 100


def test_every_family_stands_in_articles_and_rewordings(pairs):
    for scope in ("article", "paraphrase", "reversal"):
        assert {pair.family for pair in pairs if pair.scope == scope} == set(family_names())


def test_only_the_name_differs(pairs):
    for pair in pairs:
        if pair.scope in {"sentence", "article"}:
            assert pair.first.text != pair.second.text
            assert without_names(pair.first) == without_names(pair.second)


def test_a_rewording_keeps_the_name(pairs):
    for pair in pairs:
        if pair.scope in {"paraphrase", "reversal"}:
            assert pair.first.name == pair.second.name


def test_no_pair_stands_twice(pairs):
    assert len({(pair.scope, pair.first, pair.second) for pair in pairs}) == len(pairs)


def test_the_seed_decides(pairs):
    assert audit_pairs(13) == pairs
    assert fingerprint(audit_pairs(14)) != fingerprint(pairs)


def test_names_of_a_group_stand_equally_often_in_a_template(pairs):
    sides = Counter(
        (pair.template, pair.group, version.text)
        for pair in pairs
        if pair.scope == "sentence" and pair.family == "leaders"
        for version in (pair.first, pair.second)
    )
    assert set(sides.values()) == {2}
