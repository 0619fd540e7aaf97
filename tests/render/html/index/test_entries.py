from __future__ import annotations

from biascheck.render.html.index.entries import analysed, duplicate, failed, report_values
from tests import reports
from tests.render.html import corpora


def test_an_article_has_its_numbers_and_its_leading_frame():
    row = corpora.values(3, frames=["Economic", "Morality"], neutrality=81.5)
    entry = analysed(row, "articles/0000/3-a3.html")
    assert (entry.row, entry.where, entry.status) == (3, "valm.jsonl:4", "analysed")
    assert entry.page == "articles/0000/3-a3.html"
    assert entry.numbers["neutrality"] == 81.5
    assert entry.frame == "Economic"
    assert entry.why == {}


def test_an_unknown_number_is_none_and_says_why():
    entry = analysed(corpora.unknown(1), None)
    assert set(entry.numbers.values()) == {None}
    assert entry.why["neutrality"] == "the article has no words outside boilerplate"
    assert entry.why["percentile"] == "there is no neutrality"


def test_neutrality_without_a_reference_has_no_percentile_for_that_reason():
    entry = analysed(corpora.values(1, neutrality_percentile=None), None)
    assert entry.why == {"percentile": "the model has no reference"}


def test_what_has_no_headline_goes_by_its_name():
    assert analysed(corpora.values(1, title=None), None).title == "[a1]"


def test_duplicates_and_failures_say_of_what_and_why():
    assert duplicate(corpora.repetition(4, 2)).told == "repeats a2 (exact)"
    assert duplicate(corpora.repetition(4, 2, 0.9)).told == "repeats a2 (near, similarity 0.90)"
    entry = failed(corpora.failure(5))
    assert (entry.status, entry.page) == ("failed", None)
    assert entry.told == "language: the article is in French; use --force."


def test_a_report_says_the_same_as_its_row():
    report = reports.harbour_bridge()
    entry = analysed(report_values(report, 2), None)
    assert entry.title == report.article.title
    assert entry.numbers["neutrality"] == report.scores["neutrality"].value
    assert entry.where == report.article.source
    for name in entry.why:
        assert entry.numbers[name] is None


def test_controls_of_strangers_are_made_visible():
    row = corpora.values(1, title="\u202eegdirb\x1b[31m\nfalls", outlet="\u2066Post")
    entry = analysed(row, None)
    assert entry.title == "<U+202E>egdirb␛[31m falls"
    assert entry.outlet == "<U+2066>Post"
