from __future__ import annotations

import pytest

from biascheck.render.html.sources import numbers, sources
from biascheck.types import Quote, Span
from tests import reports


def test_numbers_follow_the_text():
    known = numbers(reports.harbour_bridge())
    assert known["Irena Voss"] == 1
    assert known["Lorne & Hadley"] == 2
    assert known[None] == 0


def test_most_quoted_comes_first_and_shares_add_up():
    found = sources(reports.harbour_bridge())
    words = [source.words for source in found]
    assert words == sorted(words, reverse=True)
    assert sum(source.share for source in found) == pytest.approx(1)
    voss = next(source for source in found if source.name == "Irena Voss")
    assert [it.how for it in voss.quotations] == ["direct, said", "direct"]
    assert voss.amount.endswith("words in 2 quotations")


def test_nameless_come_last_together():
    quotes = (
        Quote(Span(0, 9), None, None, None, True, 0),
        Quote(Span(0, 2), "Rain", None, "say", False, 0),
        Quote(Span(3, 9), None, None, None, True, 0),
    )
    rain, nameless = sources(reports.bare(quotes=quotes))
    assert rain.number == 1
    assert (nameless.number, nameless.name) == (0, "not named")
    assert len(nameless.quotations) == 2


def test_quotation_without_words_divides_by_nothing():
    [source] = sources(reports.bare("...", quotes=(Quote(Span(0, 3), "A", None, None, True, 0),)))
    assert source.share == 0
