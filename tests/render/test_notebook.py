from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from biascheck.types import Article
from tests import reports

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> \" onmouseover=x '</style> "
    "{{ 7*7 }} \u202eevil It rained."
)


class Parsed(HTMLParser):
    """Tags with their attributes, and the text outside the style sheet."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self._style = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag):
        self._style = self._style and tag != "style"

    def handle_data(self, data):
        if not self._style:
            self.text.append(data)


def test_hostile_text_is_text():
    report = reports.bare(HOSTILE, article=Article(text=HOSTILE, title=HOSTILE, outlet=HOSTILE))
    parsed = Parsed(report._repr_html_())
    names = {name for _, attributes in parsed.tags for name in attributes}
    assert {tag for tag, _ in parsed.tags} & {"script", "img", "link", "iframe", "a"} == set()
    assert sum(tag == "style" for tag, _ in parsed.tags) == 1
    assert not {name for name in names if name.startswith("on")} | names & {"id", "style", "src"}
    text = "".join(parsed.text)
    assert text.count("<script>alert(1)</script>") >= 3
    assert "{{ 7*7 }}" in text
    assert "\u202e" not in text
    assert "<U+202E>" in text


def test_styles_reach_nothing_outside_and_fetch_nothing():
    style = re.search(r"<style>(.*?)</style>", reports.harbour_bridge()._repr_html_(), re.DOTALL)[1]
    rules = re.findall(r"^([^{\n]+)\{", style, re.MULTILINE)
    assert len(rules) > 10
    assert all(one.strip().startswith(".biascheck") for rule in rules for one in rule.split(","))
    assert not re.search(r"url\(|@import|@font-face|position", style)


def test_no_ground_of_its_own_and_no_colour_of_text():
    style = re.search(r"<style>(.*?)</style>", reports.harbour_bridge()._repr_html_(), re.DOTALL)[1]
    assert not re.search(r"[{;]\s*color:", style)
    grounds = re.findall(r"background:\s*([^;]+);", style)
    assert grounds
    assert all(float(re.search(r", (\.\d+)\)$", it)[1]) <= 0.3 for it in grounds)


def test_the_whole_article_stands_in_it_with_its_roles():
    report = reports.harbour_bridge()
    parsed = Parsed(report._repr_html_())
    text = " ".join("".join(parsed.text).split())
    for sentence in report.sentences:
        words = report.text_of(sentence.span).split()
        assert words[0] in text
    roles = [attributes.get("class", "") for tag, attributes in parsed.tags if tag == "span"]
    for role in ("opinion", "quote", "reporting", "boilerplate"):
        wanted = sum(passage.role == role for passage in report.passages)
        assert roles.count(f"passage {role}") == wanted
    marked = [attributes for tag, attributes in parsed.tags if tag == "u"]
    assert any("Loaded wording" in attributes["title"] for attributes in marked)


def test_a_notebook_gets_text_and_html(monkeypatch):
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)  # IPython warns of one that is not its own
    formatters = pytest.importorskip("IPython.core.interactiveshell")
    report = reports.harbour_bridge()
    shell = formatters.InteractiveShell.instance()
    bundle, _ = shell.display_formatter.format(report)
    assert bundle["text/plain"] == str(report)
    assert bundle["text/html"] == report._repr_html_()


def test_text_is_returned_not_displayed_where_rich_sees_a_notebook(monkeypatch):
    report = reports.harbour_bridge()
    expected = str(report)
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    assert str(report) == expected


def test_without_roles_the_article_is_still_shown():
    assert "It rained" in reports.bare("It rained. It stopped.")._repr_html_()
