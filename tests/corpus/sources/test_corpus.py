from __future__ import annotations

import pytest

from biascheck.corpus.item import BrokenItem, FileItem, TextItem
from biascheck.corpus.sources import Corpus, Options
from biascheck.errors import ConfigError, InputError
from tests import fakes


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Bonjour", encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,text\n1,It rained.\n", encoding="utf-8")
    return tmp_path


def test_items_are_the_same_each_time(folder):
    corpus = Corpus([str(folder), f"{folder}/*.csv"], Options())
    first = list(corpus.items())
    assert [type(item) for item in first] == [FileItem, FileItem, TextItem, TextItem]
    assert [(it.id, it.digest()) for it in first] == [(it.id, it.digest()) for it in corpus.items()]


def test_unreadable_and_foreign_articles_are_rows(folder, monkeypatch):
    fakes.install(monkeypatch)
    items = list(Corpus([str(folder)], Options()).items())
    assert [item.read().error is None for item in items] == [True, False, True]
    assert all(item.read(force=True).error is None for item in items)


def test_check_finds_what_would_end_a_run(folder):
    told = []
    corpus = Corpus([str(folder)], Options(), announce=told.append)
    corpus.check()
    assert told == []
    with pytest.raises(InputError, match="missing"):
        Corpus([str(folder), "missing"], Options()).check()
    with pytest.raises(ConfigError, match="Did you mean 'text'"):
        Corpus([str(folder)], Options(text_column="txt")).check()
    with pytest.raises(ConfigError, match="--query is for databases"):
        Corpus([str(folder)], Options(query="SELECT 1")).check()
    with pytest.raises(ConfigError, match="twice"):
        Corpus(["-", "-"], Options()).check()


def test_unknown_ending_is_tried_as_an_article(folder):
    (folder / "d.pdf").write_bytes(b"%PDF-1.7")
    (item,) = Corpus([f"{folder}/d.pdf"], Options()).items()
    assert "PDF" in str(item.read().error)


def test_what_cannot_be_opened_is_an_item(folder):
    (folder / "d.jsonl").mkdir()
    (folder / "e.jsonl").symlink_to(folder / "missing")
    (item,) = Corpus([f"{folder}/*.jsonl"], Options()).items()
    assert isinstance(item, BrokenItem)
    assert "e.jsonl" in str(item.error)


def test_inputs_have_checksums(folder):
    corpus = Corpus([str(folder), f"{folder}/c.csv", "-"], Options())
    whole, table, stream = corpus.inputs()
    assert (whole.kind, whole.files, whole.bytes) == ("folder", 3, 10 + 7 + 21)
    assert (table.kind, table.files, table.bytes) == ("CSV", 1, 21)
    assert (stream.kind, stream.bytes, stream.sha256) == ("standard input", None, None)
    assert corpus.inputs()[0] == whole
    (folder / "a.txt").rename(folder / "z.txt")
    assert corpus.inputs()[0].sha256 != whole.sha256
