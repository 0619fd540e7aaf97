from __future__ import annotations

import gzip
import io
import sys

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from biascheck.corpus.sources import Corpus, Options, warc
from biascheck.errors import ConfigError, InputError
from tests.corpus.sources.made import faults, items

TEXT = "The council met on Monday to talk about the café by the bridge, and it will vote in May."
DAY = "2020-05-17T10:00:00Z"


def _page(number, day=""):
    stated = f'<meta property="article:published_time" content="{day}">' if day else ""
    body = f"<h1>Bridge {number}</h1><article><p>{TEXT}</p><p>Number {number}. {TEXT}</p></article>"
    return f"<html><head>{stated}</head><body>{body}</body></html>"


def _record(writer, url, data, *, status="200 OK", kind="text/html; charset=utf-8", **headers):
    named = [("Content-Type", kind), *((k.replace("_", "-"), v) for k, v in headers.items())]
    http = StatusAndHeaders(status, named, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(data),
        http_headers=http,
        warc_headers_dict={"WARC-Date": DAY},
    )
    writer.write_record(record)
    record.raw_stream.close()


def _archive(*, zipped=True, count=2):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record("c.warc", {"software": "test"}))
    for number in range(count):
        _record(writer, f"http://a.test/{number}", _page(number).encode())
    _record(writer, "http://a.test/gone", b"<html>", status="404 Not Found")
    _record(writer, "http://a.test/a.png", b"\x89PNG", kind="image/png")
    return buffer.getvalue()


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_that_were_served(tmp_path, zipped):
    path = tmp_path / ("c.warc.gz" if zipped else "c.warc")
    found = items(path, _archive(zipped=zipped))
    assert [item.id for item in found] == ["http://a.test/0", "http://a.test/1"]
    article = found[0].read().article
    assert (article.id, article.url, article.title) == (found[0].id, found[0].id, "Bridge 0")
    assert (article.source, article.published) == (str(path), "2020-05-17")
    assert "café" in article.text


def test_encodings_and_the_day_a_page_states(tmp_path):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    _record(
        writer,
        "http://a.test/1",
        _page(1).encode("cp1251", "replace"),
        kind="text/html; charset=cp1251",
    )
    _record(writer, "http://a.test/2", gzip.compress(_page(2).encode()), Content_Encoding="gzip")
    page = _page(3, "2019-01-02").encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    _record(writer, "http://a.test/3", chunked, Transfer_Encoding="chunked")
    found = items(tmp_path / "c.warc.gz", buffer.getvalue())
    assert [item.charset for item in found] == ["cp1251", "utf-8", "utf-8"]
    articles = [item.read().article for item in found]
    assert [article.title for article in articles] == ["Bridge 1", "Bridge 2", "Bridge 3"]
    assert articles[2].published == "2019-01-02"


@pytest.mark.parametrize("zipped", [True, False])
def test_damage(tmp_path, zipped):
    path = tmp_path / ("c.warc.gz" if zipped else "c.warc")
    data = _archive(zipped=zipped, count=30)
    for share in (0.3, 0.5, 0.7):
        found = items(path, data[: int(len(data) * share)])
        assert len(faults(found)) == 1
        assert 5 < len(found) < 30
    assert len(faults(items(path, b"rubbish" * 300))) == 1
    assert items(path, gzip.compress(b"") if zipped else b"") == []


def test_that_no_page_was_served_is_told(tmp_path):
    path = tmp_path / "c.warc"
    for data in (b"", _archive(zipped=False, count=0)):
        path.write_bytes(data)
        told = []
        assert list(Corpus([str(path)], Options(), announce=told.append).items()) == []
        assert told == [f"{path}: the web archive holds no page."]


def test_page_without_an_article_and_too_large_a_page(tmp_path, monkeypatch):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    _record(writer, "http://a.test/1", b"")
    _record(writer, "http://a.test/2", b"<html>" + b" " * 5000)
    monkeypatch.setattr(warc, "MAX_ARTICLE", 4000)
    empty, large = items(tmp_path / "c.warc.gz", buffer.getvalue())
    assert isinstance(empty.read().error, InputError)
    assert "larger" in str(large.error)


def test_missing_package_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(ConfigError, match=r"biascheck\[warc\]"):
        items(tmp_path / "c.warc", b"")
