import subprocess
import sys

import pytest

from biascheck.errors import InputError
from biascheck.reading.pages import article_from_html
from biascheck.types import Span

PARAGRAPHS = """
The old bridge over the Lenn fell on Monday morning, an hour before the first buses were due.
“Nobody was hurt, and that is all that counts,” Mayor Ada Brook said in the rain at the river.
The town had asked three times for money to repair it, according to letters seen by this paper.
Engineers will come on Thursday to look at the pillars, built in the year of the great fire.
""".strip().split("\n")


def page(*paragraphs: str, heading: str = "Old bridge falls into the Lenn", lang: str = "en"):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        "<title>Old bridge falls | Northport Herald</title>"
        '<meta property="og:title" content="Old bridge falls">'
        '<meta property="og:site_name" content="Northport Herald">'
        '<meta property="article:published_time" content="2022-05-03T08:00:00Z">'
        '<link rel="canonical" href="https://herald.example/bridge"></head><body>'
        "<nav><a href='/'>Home</a><a href='/news'>News</a></nav>"
        f"<article><h1>{heading}</h1>{body}</article>"
        "<footer><p>Copyright Northport Herald</p></footer></body></html>"
    )


def test_headline_paragraphs_and_what_the_page_states():
    article = article_from_html(page(*PARAGRAPHS), source="bridge.html")
    title = "Old bridge falls into the Lenn"
    assert article.text == "\n\n".join([title, *PARAGRAPHS])
    assert (article.title, article.title_span) == (title, Span(0, len(title)))
    assert (article.id, article.source) == ("bridge.html", "bridge.html")
    assert article.outlet == "Northport Herald"
    assert article.published == "2022-05-03"
    assert article.language == "en"
    assert article.url == "https://herald.example/bridge"


def test_the_address_that_was_asked_for_counts():
    article = article_from_html(page(*PARAGRAPHS), url="https://herald.example/b?id=1")
    assert article.url == article.source == "https://herald.example/b?id=1"


def test_the_headline_is_not_repeated():
    html = page("OLD BRIDGE FALLS INTO THE LENN", *PARAGRAPHS)
    assert article_from_html(html).text.casefold().count("old bridge falls") == 1


def test_paragraphs_that_the_page_repeats_stand_once():
    text = article_from_html(page(*PARAGRAPHS, PARAGRAPHS[1])).text
    assert text.count(PARAGRAPHS[1]) == 1


def test_the_same_page_twice_gives_the_same_article():
    assert article_from_html(page(*PARAGRAPHS)) == article_from_html(page(*PARAGRAPHS))


def test_bytes_in_the_declared_encoding():
    html = page(*PARAGRAPHS).replace("utf-8", "windows-1252").encode("cp1252")
    article = article_from_html(html)
    assert PARAGRAPHS[1] in article.text
    assert [notice.code for notice in article.notices] == ["encoding-guessed"]


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><p>Please switch on JavaScript.</p></body></html>",
        "<!doctype html><html><body><script>var a = 1;</script></body></html>",
        "<html><",
        b"<html>",
    ],
)
def test_pages_without_an_article_are_refused(html):
    with pytest.raises(InputError, match="no article") as caught:
        article_from_html(html, source="a.html")
    assert caught.value.source == "a.html"
    assert caught.value.hint


def test_the_extractor_is_loaded_only_when_it_is_needed():
    program = "import sys, biascheck.reading.pages; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
