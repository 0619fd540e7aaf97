import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.errors import InputError
from biascheck.reading.text import article_from_text, repeated_headline
from biascheck.segmentation.sentences import segment
from biascheck.types import Article, Span

BODY = "The bridge over the Lenn fell on Monday. It was old."


def repeated(article: Article) -> list[str]:
    sentences = segment(article.text, article.title_span)
    return [
        article.text[sentences[i].start : sentences[i].end]
        for i in sorted(repeated_headline(article, sentences))
    ]


def test_the_headline_is_found_and_the_text_untouched():
    text = f"\r\nBridge  falls\r\n\r\n{BODY}"
    article = article_from_text(text, source="a.txt")
    assert article.text == text
    assert (article.id, article.source) == ("a.txt", "a.txt")
    assert article.title == "Bridge falls"
    assert article.title_span == Span(2, 15)


def test_a_text_without_headline_has_none():
    article = article_from_text(BODY)
    assert (article.title, article.title_span) == (None, None)


def test_a_given_title_is_found_where_the_text_opens_with_it():
    article = article_from_text(f"“BRIDGE FALLS!”\n\n{BODY}", title="Bridge falls")
    assert article.title == "Bridge falls"
    assert article.title_span == Span(1, 15)


@pytest.mark.parametrize("opening", ["", "Bridge falls into the Lenn\n\n", "Bridge\n\n"])
def test_a_given_title_that_the_text_does_not_open_with_has_no_span(opening):
    article = article_from_text(opening + BODY, title="Bridge falls")
    assert article.title_span is None


def test_front_matter_gives_title_and_day():
    text = f"---\ntitle: Bridge falls\ndate: 2022-05-03\n---\n\n# Bridge falls\n\n{BODY}"
    article = article_from_text(text)
    assert article.text == text
    assert (article.title, article.published) == ("Bridge falls", "2022-05-03")
    assert article.title_span is None
    assert repeated(article) == ["# Bridge falls"]


def test_what_is_known_is_kept():
    article = article_from_text(BODY, id="7", outlet="Herald", url="u", published="2022-05-03")
    assert (article.id, article.outlet, article.url) == ("7", "Herald", "u")


def test_one_word_is_an_article():
    assert article_from_text("Bridge").title is None


@pytest.mark.parametrize(
    ("text", "cause"),
    [("", "empty"), (" \n\u00a0\t", "blank"), ("123 — 4!", "no letters"), ("\u200b", "no letters")],
)
def test_texts_without_letters_are_refused(text, cause):
    with pytest.raises(InputError, match=cause) as caught:
        article_from_text(text, source="a.txt")
    assert caught.value.source == "a.txt"
    assert caught.value.hint


def test_a_headline_repeated_in_other_case_and_marks_is_recognised():
    article = article_from_text(f"Mayor: bridge falls\n\nMAYOR – BRIDGE FALLS!\n\n{BODY}")
    assert repeated(article) == ["MAYOR – BRIDGE FALLS!"]


def test_a_headline_repeated_as_several_sentences_is_recognised():
    article = article_from_text(
        f"# Bridge falls. It was old.\n\nBridge falls. It was old.\n\n{BODY}"
    )
    assert repeated(article) == ["Bridge falls.", "It was old."]


def test_words_of_the_headline_inside_a_sentence_are_no_repetition():
    article = article_from_text("Bridge falls\n\nA bridge falls here every year.")
    assert repeated(article) == []


def test_without_a_headline_nothing_is_repeated():
    assert repeated(article_from_text(f"{BODY}\n\n{BODY}")) == []


@settings(deadline=None)
@given(st.text(min_size=1), st.none() | st.text(max_size=20))
def test_any_text_becomes_an_article_or_a_typed_error(text, title):
    try:
        article = article_from_text(text, title=title)
    except InputError:
        assert not any(map(str.isalpha, text))
        return
    assert article.text == text
    if article.title_span:
        sentences = segment(text, article.title_span)
        assert sentences[0].span.contains(article.title_span)
        assert 0 not in repeated_headline(article, sentences)
