from __future__ import annotations

import io
import json

import pytest

from biascheck.corpus.sources import Corpus, Options
from biascheck.errors import ConfigError, InputError

TEXT = "The council met on Monday to talk about the bridge, and it will vote on the plan in May."


@pytest.fixture
def piped(monkeypatch):
    def pipe(data):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
        return lambda **options: list(Corpus(["-"], Options(**options)).items())

    return pipe


def test_json_lines(piped):
    found = piped(b'\n{"text": "a", "id": 1}\n{broken\n{"text": "b"}\n')()
    assert [(it.line, it.id) for it in found] == [(2, "1"), (3, "-:3"), (4, "-:4")]
    (item,) = piped(b'\xef\xbb\xbf{"text": "%s"}' % (b"a" * 200_000))()
    assert len(item.text) == 200_000


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_json_however_it_is_laid_out(piped, indent):
    found = piped(json.dumps([{"text": "a"}, {"text": "b", "id": 2}], indent=indent).encode())()
    assert [(it.line, it.id, it.text) for it in found] == [(1, "-:1", "a"), (2, "2", "b")]
    (item,) = piped(json.dumps({"text": "a"}, indent=indent).encode())()
    assert item.text == "a"


def test_csv_and_tsv(piped):
    (item,) = piped(b"id,text\n1,It rained.\n")()
    assert (item.id, item.line, item.text) == ("1", 2, "It rained.")
    (item,) = piped(b"\xef\xbb\xbfid\tBody\n1\tIt, rained.\n")()
    assert item.text == "It, rained."
    (item,) = piped(b"story\nIt rained.\n")(text_column="story")
    assert item.text == "It rained."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        f"Text\n\n{TEXT}".encode(),
        f"  \n{TEXT}".encode("utf-16"),
        f"[Updated] {TEXT}".encode(),
        f"{{sic}} {TEXT}".encode(),
    ],
)
def test_one_article(piped, data):
    (item,) = piped(data)()
    row = item.read()
    assert TEXT in row.article.text
    assert (row.id, row.article.source) == ("-", "-")


def test_page(piped):
    (item,) = piped(f"<!doctype html><html><body><article><p>{TEXT * 3}</p>".encode())()
    assert TEXT in item.read().article.text


@pytest.mark.parametrize("data", [b"", b"\0\1\2\xff" * 100])
def test_nothing_and_rubbish(piped, data):
    (item,) = piped(data)()
    assert isinstance(item.read().error, InputError)


def test_is_read_once_and_not_by_check(piped):
    piped(b'{"text": "a"}')
    corpus = Corpus(["-"], Options())
    corpus.check()
    assert len(list(corpus.items())) == 1
    with pytest.raises(InputError, match="read before"):
        list(corpus.items())


def test_closed(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="closed"):
        list(Corpus(["-"], Options()).items())


def test_asked_column_is_not_there(piped):
    with pytest.raises(ConfigError, match="Did you mean 'body'"):
        piped(b'{"body": "a"}')(text_column="bodi")


def test_too_large_an_article(piped, monkeypatch):
    monkeypatch.setattr("biascheck.corpus.sources.stdin.MAX_ARTICLE", 50)
    (item,) = piped(TEXT.encode())()
    assert "larger" in str(item.error)
