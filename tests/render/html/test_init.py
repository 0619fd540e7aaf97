"""The document as a whole: what it holds, how large it is, and what hostile text does to it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.render.harmless import inline
from biascheck.render.html import render
from biascheck.render.layout import Layout
from biascheck.types import Article, LoadedWord, Notice, Quote, Span
from tests import reports
from tests.render.html.documents import article_words, by_class, document

HOSTILE = (
    '<script>window.pwned=1</script> "><img src=x onerror=pwned()> {{ 7*7 }} {% x %} '
    "</style></script><svg onload=pwned()> \x00\x1b[31m \u202egnihtyna\u2066 \ud800 &amp; '\" "
    + "x"
    * 500
)


def hostile():
    """Return a report in which every string of strangers is hostile."""
    report = reports.bare(HOSTILE)
    span = Span(0, len(HOSTILE))
    return replace(
        report,
        article=Article(
            text=HOSTILE,
            id=HOSTILE,
            source=HOSTILE,
            title=HOSTILE,
            outlet=HOSTILE,
            published=HOSTILE,
            language='en"><script>pwned()</script>',
        ),
        loaded=(LoadedWord(Span(3, 9), HOSTILE, 0.7, 0),),
        quotes=(Quote(span, HOSTILE, Span(10, 20), HOSTILE, True, 0),),
        stances=tuple(replace(it, target=HOSTILE, evidence=(0,)) for it in _stances()),
        notices=(Notice(HOSTILE, HOSTILE),),
    )


def _stances():
    return reports.harbour_bridge().stances


def test_shows_the_article_as_it_was_written():
    report = reports.harbour_bridge()
    shown = " ".join(article_words(document(report)))
    assert shown.split() == report.article.text.split()


@given(st.text(min_size=1).filter(str.strip))
@settings(max_examples=60)
def test_any_text_is_shown_as_text(text):
    report = reports.bare(text)
    [shown] = article_words(document(report))
    assert shown == inline(text)


def test_hostile_strings_stay_text():
    root = document(hostile())
    assert [it.get("src") for it in root.iter("script")] == [None]
    assert not list(root.iter("img", "iframe", "object", "embed", "form", "base", "link"))
    attributes = {name for node in root.iter() if isinstance(node.tag, str) for name in node.attrib}
    assert not {name for name in attributes if name.startswith("on") or name == "style"}
    assert all(link.get("href").startswith("#") for link in root.iter("a"))
    assert article_words(root) == [inline(HOSTILE)]
    assert "49" not in article_words(root)[0]


def test_no_active_character_is_left():
    page = "".join(render([hostile()], Layout()))
    assert not re.search(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page
    )


def test_policy_allows_this_style_and_this_script_only():
    root = document(reports.harbour_bridge())
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for name in ("style", "script"):
        [node] = root.iter(name)
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_is_small_without_its_article():
    report = reports.bare()
    assert len("".join(render([report], Layout())).encode()) < 100_000


def test_ids_are_unique_and_every_link_has_a_target():
    for given_reports in ([reports.harbour_bridge()], [reports.harbour_bridge()] * 3):
        root = document(*given_reports)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in root.xpath("//a/@href"):
            assert link.removeprefix("#") in ids
        for described in root.xpath("//@aria-describedby | //@aria-labelledby"):
            assert described in ids


def test_sentences_are_found_by_their_index():
    report = reports.harbour_bridge()
    root = document(report)
    for sentence in report.sentences:
        node = root.get_element_by_id(f"s{sentence.index}")
        assert report.text_of(sentence.span).split()[-1] in node.text_content()


def test_several_articles_have_an_index():
    root = document(reports.harbour_bridge(), reports.bare("It rained."))
    [index] = by_class(root, "index")
    assert index.find("h1").text == "2 articles"
    assert index.xpath(".//a/@href") == ["#a1-top", "#a2-top"]
    assert root.get_element_by_id("a2-s0").text_content().endswith("It rained.")
    assert len(root.xpath("//h1")) == 1


def test_summary_leaves_the_text_out():
    root = document(reports.harbour_bridge(), summary=True)
    assert not by_class(root, "text")
    assert "more neutral than 41 %" in root.text_content().lower()


def test_deterministic():
    first, second = ("".join(render([reports.harbour_bridge()], Layout())) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "report", [reports.bare(), reports.bare(passages=()), reports.added(reports.bare())]
)
def test_little_knowledge_makes_a_page_too(report):
    text = document(report).text_content()
    assert "It rained." in text
    assert "too short" in text
