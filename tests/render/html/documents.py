"""What tests read from a document: its elements, and the words of its article."""

from __future__ import annotations

from lxml import html

from biascheck.render.html import render
from biascheck.render.layout import Layout

# What the page adds to the article's own words.
ADDED = ("badge", "unseen", "number", "joint", "tip")


def document(*reports, **layout):
    """Return the parsed document of these reports."""
    several = len(reports) > 1
    return html.document_fromstring(
        "".join(render(reports, Layout(several=several, **layout))),
        parser=html.HTMLParser(encoding="utf-8", huge_tree=True),
    )


def by_class(node, name):
    """Return the elements that have a class, in order."""
    return node.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def article_words(root):
    """Return the words of the article's paragraphs, without what the page adds."""
    [text] = by_class(root, "text")
    for name in ADDED:
        for node in by_class(text, name):
            node.drop_tree()
    return [paragraph.text_content() for paragraph in text.findall("p")]
