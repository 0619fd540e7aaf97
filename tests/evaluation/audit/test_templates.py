"""Filling templates, and the texts that come out."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from biascheck.evaluation.audit.families import Name, load_groups
from biascheck.evaluation.audit.templates import (
    Template,
    article_templates,
    reworded_templates,
    sentence_templates,
)
from biascheck.segmentation.sentences import segment

CIVIC = Name("civic", {"adj": "civic", "party": "Civic League", "his": "her"})
ARTICLES = list(article_templates())


def filled(template):
    return [
        template.fill(name)
        for group in load_groups()
        if group.kind == template.kind
        for name in group.names
    ]


def test_places_and_mentions_are_where_the_words_are():
    version = Template("t", "party", "The <{party}> and {his} aim.", "{Adj} plan").fill(CIVIC)
    assert version.text == "The Civic League and her aim."
    assert [version.text[slice(*span)] for span in version.swapped] == ["Civic League", "her"]
    assert [version.text[slice(*span)] for span in version.mentions] == ["Civic League"]
    assert version.title == "Civic plan"


def test_a_form_that_a_name_lacks_is_an_error():
    with pytest.raises(KeyError):
        Template("t", "party", "{people}").fill(CIVIC)


def test_every_kind_has_all_sorts_of_sentences():
    sorts = Counter(tuple(t.id.split("/")[:2]) for t in sentence_templates())
    assert {sort for _, sort in sorts} == {"neutral", "quote", "opinion", "loaded", "pro", "contra"}
    assert set(sorts.values()) == {4}


@pytest.mark.parametrize("template", list(sentence_templates()), ids=lambda t: t.id)
def test_a_sentence_reads_well_with_every_name(template):
    for version in filled(template):
        assert version.mentions
        assert not re.search(r"[<>{}]|  ", version.text)
        assert version.text.lstrip('"')[0].isupper()
        assert version.text.rstrip('"')[-1] in ".?!,"
        assert not re.search(r"\ba [AEIOU]", version.text), version.text


@pytest.mark.parametrize("template", ARTICLES, ids=lambda t: t.id)
def test_an_article_keeps_its_sentences_whatever_the_name(template):
    versions = filled(template)
    counts = {len(segment(version.text)) for version in versions}
    assert len(counts) == 1
    assert 8 <= counts.pop() <= 15
    for version in versions:
        assert version.title[0].isupper()
        assert not re.search(r"[<>{}]|\ba [AEIOU]|[.?!] [a-z]", version.text), version.text


def test_news_opinion_and_news_with_opinion_are_among_the_articles():
    assert {template.id.split("/")[1] for template in ARTICLES} == {"news", "opinion", "mixed"}


@pytest.mark.parametrize("check", ["paraphrases", "reversals"])
def test_two_wordings_differ_and_name_the_target_once(check):
    for first, second in reworded_templates(check):
        assert first.text != second.text
        assert first.text.count("<") == second.text.count("<") == 1
