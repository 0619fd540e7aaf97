from __future__ import annotations

import json

from lxml import html

from biascheck.render.html.index.overview import Index
from tests.render.html import corpora
from tests.reports import PROVENANCE

HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=pwned()>\"'&amp;\u202e"


def parsed(index):
    return html.document_fromstring(corpora.text(index))


def words(root, selector):
    [found] = root.xpath(selector)
    return told(found)


def told(node):
    return " ".join(" ".join(node.itertext()).split())


def test_counts_add_up_and_causes_are_told():
    root = parsed(corpora.generated(200))
    counts = [int(it.text_content()) for it in root.xpath("//dl[@class='counts']//dd")]
    assert counts == [192, 4, 4]
    cause = words(root, "//section[@aria-labelledby='counts']//tbody/tr")
    assert cause == "language not in English 4"


def test_rows_are_in_the_order_of_the_corpus_whatever_was_added_first():
    index = Index("valm")
    index.add_failed(corpora.failure(2))
    index.add_duplicate(corpora.repetition(1, 0))
    index.add_analysed(corpora.values(0), None)
    [data] = parsed(index).xpath("//script[@id='rows']")
    where = [row[1] for row in json.loads(data.text)["rows"]]
    assert where == ["valm.jsonl:1", "valm.jsonl:2", "valm.jsonl:3"]


def test_articles_without_a_page_are_told():
    index = Index("valm")
    index.add_analysed(corpora.values(0), "articles/0000/0-a0.html")
    index.add_analysed(corpora.values(1), None)
    assert "1 of the analysed have no page of their own" in corpora.text(index)
    assert "no page of their own" not in corpora.text(corpora.generated(20))


def test_small_groups_are_greyed_and_have_no_bar():
    index = corpora.generated(100)
    index.add_analysed(corpora.values(100, outlet="Rare Gazette"), None)
    [row] = parsed(index).xpath("//tr[th//text()='Rare Gazette']")
    assert row.get("class") == "few"
    assert row.xpath(".//svg") == []
    assert told(row) == "Rare Gazette 1 too few too few"


def test_a_handful_of_articles_is_not_measured_at_all():
    root = parsed(corpora.generated(7))
    assert "Too few articles" in words(root, "//section[@aria-labelledby='spread']")
    assert root.xpath("//section[@aria-labelledby='spread']//svg") == []


def test_an_empty_corpus_has_an_index():
    assert "0 items" in words(parsed(Index("")), "//div[@class='masthead']")


def test_methods_name_model_and_versions():
    methods = words(parsed(corpora.generated(60)), "//p[@id='cite']")
    assert methods.startswith("56 articles were analysed with biascheck")
    assert f"{PROVENANCE.name}, version {PROVENANCE.version}" in methods
    assert PROVENANCE.sha256 in methods
    assert "2 more repeat one of these and 2 could not be analysed" in methods
    unknown = "".join(corpora.generated(1).render(None))
    assert "a model that the results do not name" in unknown


def test_loads_nothing_and_is_the_same_each_time():
    text = corpora.text(corpora.generated(120))
    root = html.document_fromstring(text)
    assert root.xpath("//link | //img | //iframe | //script[@src]") == []
    assert all(not it.get("href").startswith("http") for it in root.xpath("//a"))
    assert text == corpora.text(corpora.generated(120))


def test_hostile_words_stay_words():
    index = Index(HOSTILE)
    for row in range(30):
        hostile = {"title": HOSTILE, "outlet": HOSTILE + str(row % 2), "topic": HOSTILE}
        index.add_analysed(corpora.values(row, **hostile), None)
    index.add_failed(corpora.failure(30, code=HOSTILE, message=HOSTILE))
    root = parsed(index)
    assert len(root.xpath("//script")) == 2
    assert root.xpath("//img") == []
    assert "\u202e" not in corpora.text(index)
    assert "window.pwned=1" in words(root, "//h1")
