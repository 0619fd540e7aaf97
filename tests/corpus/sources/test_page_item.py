from __future__ import annotations

import pickle

from biascheck.corpus.sources.page_item import PageItem
from biascheck.errors import InputError

TEXT = "The council met on Monday to talk about the bridge, and it will vote on the plan in May."
PAGE = f"<h1>Bridge</h1><article><p>Ein Café. {TEXT * 3}</p></article>"


def _item(data, **known):
    return PageItem(id="1", source="c.zip/a", data=data, **known)


def test_page_is_read_where_it_is_analysed():
    known = {"is_page": True, "url": "http://a.test/1", "charset": "cp1252"}
    item = pickle.loads(pickle.dumps(_item(PAGE.encode("cp1252"), published="2020-01-02", **known)))
    article = item.read().article
    assert (article.id, article.source, article.url) == ("1", "c.zip/a", "http://a.test/1")
    assert (article.title, article.published) == ("Bridge", "2020-01-02")
    assert "Café" in article.text


def test_text_and_rubbish():
    assert _item(TEXT.encode()).read().article.text == TEXT
    assert isinstance(_item(b"\0\1\2" * 99).read().error, InputError)
    assert isinstance(_item(b"%PDF-1.7").read().error, InputError)


def test_digest_follows_what_would_be_read():
    digests = {
        _item(b"a").digest(),
        _item(b"b").digest(),
        _item(b"a", url="http://a.test").digest(),
        _item(b"a", is_page=True).digest(),
        _item(b"a", charset="cp1252").digest(),
    }
    assert len(digests) == 5
    assert _item(b"a").digest() == _item(b"a").digest()
    assert _item(b"abc").size == 3
