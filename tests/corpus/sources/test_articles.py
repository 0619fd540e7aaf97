from __future__ import annotations

import gzip

from biascheck.corpus.item import FileItem
from biascheck.corpus.sources import articles
from tests.corpus.sources.made import faults, items

TEXT = "The council met on Monday to talk about the bridge, and it will vote on the plan in May."
PAGE = f"<body><h1>Bridge</h1><article><p>{TEXT * 3}</p></article></body>"


def test_file_is_left_for_later(tmp_path):
    (item,) = items(tmp_path / "a.txt", TEXT.encode())
    assert isinstance(item, FileItem)
    assert item.id == "a.txt"


def test_compressed_text_and_page(tmp_path):
    (item,) = items(tmp_path / "a.txt.gz", gzip.compress("café. ".encode("cp1252") + TEXT.encode()))
    row = item.read()
    assert row.article.text == f"café. {TEXT}"
    assert [notice.code for notice in row.article.notices] == ["encoding-guessed"]
    (item,) = items(tmp_path / "a.HTML.GZ", gzip.compress(PAGE.encode()))
    assert item.read().article.title == "Bridge"


def test_damage_and_size(tmp_path, monkeypatch):
    assert len(faults(items(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())[:-9]))) == 1
    monkeypatch.setattr(articles, "MAX_ARTICLE", 20)
    assert "larger" in faults(items(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())))[0]
