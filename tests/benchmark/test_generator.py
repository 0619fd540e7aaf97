"""The articles that benchmarks read: long enough, the same each time, like news."""

from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.benchmark.generator import news_article
from biascheck.types import count_words


@settings(deadline=None)  # no test is timed
@given(st.integers(1, 3000), st.integers(0, 100))
def test_length_is_as_asked(words, seed):
    # Four sentences of at most 25 words make the longest paragraph.
    assert words <= count_words(news_article(words, seed)) < words + 100


def test_equal_seeds_give_equal_articles():
    assert news_article(400, 7) == news_article(400, 7)
    assert news_article(400, 7) != news_article(400, 8)


def test_a_longer_article_goes_on_where_a_shorter_one_stops():
    assert news_article(900, 1).startswith(news_article(300, 1).rstrip())


def test_it_has_a_headline_quotations_and_no_open_place():
    text = news_article(500)
    headline, blank, rest = text.split("\n", 2)
    assert headline
    assert blank == ""
    assert rest.startswith("NORHAVEN, ")
    assert text.count('"') >= 4
    assert "{" not in text
