import io
import os
import sys
from pathlib import Path

import pytest

from biascheck.errors import InputError
from biascheck.reading import web
from biascheck.reading.files import read, read_bytes

TEXT = "Bridge falls\r\n\r\nThe bridge over the Lenn fell\u00a0on Monday. It was “old”.\r\n"


def refused(source, match: str, **options) -> InputError:
    with pytest.raises(InputError, match=match) as caught:
        read(source, **options)
    assert caught.value.source
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a", "a.news"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_are_read_untouched(tmp_path, name, encoding):
    path = tmp_path / name
    path.write_bytes(TEXT.encode(encoding))
    article = read(path)
    assert article.text == TEXT
    assert article.title == "Bridge falls"
    assert article.id == article.source == str(path)
    assert article.notices == ()


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.txt", "a"])
def test_pages_are_told_by_ending_or_first_tag(tmp_path, name):
    sentence = "The bridge over the Lenn fell on Monday, an hour before the first buses came. "
    path = tmp_path / name
    path.write_text(
        "<!-- saved -->\n<!DOCTYPE html><html><head><title>Bridge falls</title></head><body>"
        f"<article><h1>Bridge falls</h1><p>{sentence * 3}</p><p>{sentence * 2}</p></article>"
        "</body></html>"
    )
    assert read(str(path)).text.startswith("Bridge falls\n\nThe bridge over")


def test_a_guessed_encoding_is_noticed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("The mayor’s bridge fell.".encode("cp1252"))
    assert [notice.code for notice in read(path).notices] == ["encoding-guessed"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read("-").text == TEXT


def test_closed_standard_input(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO())
    stream.close()
    for closed in (None, stream):
        monkeypatch.setattr(sys, "stdin", closed)
        refused("-", "standard input is closed")


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "empty"),
        (b" \r\n\t", "blank"),
        (b"12.5 % 3!", "no letters"),
        (b"%PDF-1.4\n", "PDF"),
        (b"PK\x03\x04....word/document.xml", "DOCX"),
        (bytes(range(32)) * 50, "binary"),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00\x01\x02" * 100, "binary"),
    ],
)
def test_files_that_hold_no_text(tmp_path, data, match):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refused(path, match).source == str(path)


def test_one_word_is_an_article(tmp_path):
    (tmp_path / "a.txt").write_text("Bridge")
    assert read(tmp_path / "a.txt").text == "Bridge"


def test_paths_that_cannot_be_read(tmp_path):
    assert "batch" in (refused(tmp_path, "folder").hint or "")
    refused(tmp_path / "none.txt", "no such file")
    refused("a" * 5000, "cannot be read")
    refused("a\0b", "cannot be read")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_unreadable_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    refused(path, "may not be read")


def test_a_permission_error_says_so(tmp_path, monkeypatch):
    def refuse(*args, **options):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    refused(tmp_path / "a.txt", "may not be read")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_tables_are_for_batch(tmp_path, name):
    assert "biascheck batch" in (refused(tmp_path / name, "table").hint or "")


def test_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("bridge " * 1000)
    refused(path, "larger than", max_bytes=1000)
    assert read(path, max_bytes=7000).text


def test_addresses_are_fetched(monkeypatch):
    url = "https://herald.example/bridge"
    answer = (TEXT.encode("cp1252"), "text/plain; charset=windows-1252", url + "/final")
    monkeypatch.setattr(web, "fetch", lambda url, max_bytes: answer)
    article = read(url)
    assert article.text == TEXT
    assert (article.source, article.url) == (url, url + "/final")


def test_bytes_are_read_as_a_file_would_be(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfIt rained, caf\xc3\xa9.")
    article = read_bytes(path.read_bytes(), source=str(path))
    assert article == read(str(path))
    article = read_bytes("Дождь шёл.".encode("cp1251"), source="a", charset="cp1251")
    assert article.text == "Дождь шёл."
