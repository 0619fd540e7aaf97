from __future__ import annotations

from dataclasses import replace

import pytest

from biascheck.lint.rules.headline import find
from biascheck.types import Score, SentenceLabel, Span
from tests import reports
from tests.lint.desk import Desk, article

TEXT = "A shameful plan\n\nThe council met.\n\nIt voted on Monday.\n\nWork begins in March.\n"


def _report(gap, text=TEXT, **changes):
    report = Desk().analyze(replace(article(text), **changes))
    return replace(report, scores={**report.scores, "headline_gap": Score("headline_gap", gap)})


@pytest.mark.parametrize(("gap", "n"), [(0.4, 1), (0.25, 1), (0.24, 0), (-0.4, 0), (None, 0)])
def test_the_gap_decides_and_an_unknown_one_is_no_finding(gap, n):
    assert len(list(find(_report(gap), 0.25))) == n


def test_it_points_at_the_headline():
    report = _report(0.4)
    (found,) = find(report, 0.25)
    assert report.text_of(found.span) == found.anchor == "A shameful plan"
    assert "(gap 0.40)" in found.message


def test_a_headline_in_the_front_matter_is_pointed_at_there():
    text = f"---\ntitle: A shameful plan\n---\n{TEXT[17:]}"
    report = _report(0.4, text)
    (found,) = find(report, 0.25)
    assert found.span == Span(11, 26)


def test_a_headline_that_stands_nowhere_is_told_at_the_top():
    report = _report(0.4, TEXT[17:], title="Elsewhere", title_span=None)
    assert next(find(report, 0.25)).span == Span(0, 0)


@pytest.mark.parametrize("title", ['"A shameful plan", says Voss', "Voss: 'a shameful plan'"])
def test_the_words_of_a_source_are_not_the_headlines(title):
    assert list(find(_report(0.4, TEXT[17:], title=title, title_span=None), 0.25)) == []


def test_an_apostrophe_is_no_quotation():
    report = _report(0.4, TEXT[17:], title="Council's plan ruins farmers' year", title_span=None)
    assert len(list(find(report, 0.25))) == 1


def test_a_headline_whose_role_is_quote_is_left_alone():
    report = _report(0.4)
    first = report.labels[0]
    quote = SentenceLabel("quote", first.probabilities, 0.1, 0.9)
    assert list(find(replace(report, labels=(quote, *report.labels[1:])), 0.25)) == []


def test_a_body_too_short_to_compare_with_is_left_alone():
    assert (
        list(find(_report(0.4, "A shameful plan\n\nThe council met.\n\nIt voted.\n"), 0.25)) == []
    )


def test_no_headline_is_no_finding():
    assert list(find(reports.bare(), 0.25)) == []
