from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from biascheck.render.layout import Layout
from biascheck.render.markdown import escape, render
from biascheck.types import Article
from tests import reports

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _text(markdown: str) -> str:
    inline = [token for token in PARSER.parse(markdown) if token.type == "inline"]
    children = [child for token in inline for child in token.children]
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


@given(st.text())
def test_escaped_text_reads_as_it_was(text):
    shown = escape(text)
    if shown:
        assert _text(shown) == escape(text).replace("\\\\", "\0").replace("\\", "").replace(
            "\0", "\\"
        )


@pytest.mark.parametrize("text", ["1. x", "- x", "# x", "a|b", "<b>", "![i](u)", "~~x~~", "==="])
def test_no_block_or_markup_comes_from_the_article(text):
    assert _text(escape(text)) == text
    assert PARSER.parse(escape(text))[0].type == "paragraph_open"


def test_report_reads_as_a_document():
    text = "".join(render([reports.harbour_bridge()], Layout()))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[0] == f"# {reports.TITLE}"
    assert "## Scores" in headings
    assert "62 of 100, more neutral than 41 % of reference news reports" in text
    assert "**O** For years this council" in text
    assert "It **‹squandered›** eleven precious weeks" in text
    assert "fewer than two sources are quoted" in text


def test_every_table_row_has_the_columns_of_its_head():
    text = "a | b\n\n| c | d |"
    report = reports.bare(text, article=Article(text=text, title="x|y", source="p|q"))
    tables = [
        t for t in PARSER.parse("".join(render([report], Layout()))) if t.type == "table_open"
    ]
    assert len(tables) == 2


def test_summary_stops_early():
    text = "".join(render([reports.harbour_bridge()], Layout(summary=True)))
    assert "## The article" not in text
    assert "Neutrality" in text


def test_dimensions_of_other_packages_have_a_row():
    text = "".join(render([reports.added(reports.bare())], Layout(summary=True)))
    assert "| **Episodic** | label episodic, probability 0.83, sure true |" in text
    assert "the model has no head 'mood'" in text
