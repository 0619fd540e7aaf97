from __future__ import annotations

from biascheck.types import Article
from tests import reports


def test_html_stands_alone_and_escapes_the_article():
    text = "<script>alert(1)</script> It rained."
    report = reports.bare(text, article=Article(text=text, title=text))
    html = report._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "class=" not in html


def test_html_keeps_the_colours():
    assert "#af5f00" in reports.harbour_bridge()._repr_html_()
