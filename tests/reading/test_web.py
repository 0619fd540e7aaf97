import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from biascheck.errors import InputError
from biascheck.reading.web import fetch

PAGE = b"<!doctype html><html><body><p>The bridge fell.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A small site with one good page and every kind of bad one."""

    def do_GET(self):
        getattr(self, "page_" + self.path.strip("/").split("?")[0])()

    def answer(self, body=PAGE, kind="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_good(self):
        self.answer()

    def page_untyped(self):
        self.answer(kind=None)

    def page_zipped(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self):
        self.answer(gzip.compress(b"a" * 5_000_000), Content_Encoding="gzip")

    def page_large(self):
        self.answer(b"a" * 300_000)

    def page_pdf(self):
        self.answer(b"%PDF-1.4", kind="application/pdf")

    def page_image(self):
        self.answer(b"\x89PNG", kind="image/png")

    def page_moved(self):
        self.answer(b"", status=301, Location="/good")

    def page_loop(self):
        self.answer(b"", status=302, Location="/loop")

    def page_chain(self):
        number = int(self.path.partition("?")[2] or 0)
        self.answer(b"", status=302, Location=f"/chain?{number + 1}")

    def page_elsewhere(self):
        self.answer(b"", status=302, Location="file:///etc/passwd")

    def page_forbidden(self):
        self.answer(status=403)

    def page_missing(self):
        self.answer(status=404)

    def page_broken(self):
        self.answer(status=500)

    def page_slow(self):
        self.server.over.wait(5)

    def page_dripping(self):
        self.answer(b"")
        with_suppressed = (BrokenPipeError, ConnectionError)
        try:
            while not self.server.over.wait(0.05):
                self.wfile.write(b"a")
        except with_suppressed:
            pass

    def page_short(self):
        self.answer(b"half", Content_Length="1000")

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.over = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site():
    with serving() as address:
        yield address


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("path", ["good", "zipped"])
def test_a_page(site, path):
    data, kind, address = fetch(f"{site}/{path}")
    assert data == PAGE
    assert kind == "text/html; charset=utf-8"
    assert address == f"{site}/{path}"


def test_a_page_without_a_type(site):
    assert fetch(f"{site}/untyped")[:2] == (PAGE, "")


def test_a_redirect_is_followed(site):
    assert fetch(f"{site}/moved")[2] == f"{site}/good"


@pytest.mark.parametrize(
    ("path", "match"),
    [
        ("loop", "redirects without end"),
        ("chain", "redirects without end"),
        ("elsewhere", "not on the web"),
        ("forbidden", "403"),
        ("missing", "no such page"),
        ("broken", "500"),
        ("pdf", "PDF"),
        ("image", "image/png"),
        ("short", "broke while reading"),
    ],
)
def test_pages_that_cannot_be_had(site, path, match):
    with pytest.raises(InputError, match=match) as caught:
        fetch(f"{site}/{path}")
    assert caught.value.source == f"{site}/{path}"
    assert caught.value.hint


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_reading_stops_at_the_size_limit(site, path):
    with pytest.raises(InputError, match="larger than"):
        fetch(f"{site}/{path}", max_bytes=100_000)


@pytest.mark.parametrize("path", ["slow", "dripping"])
def test_the_time_limit_holds_for_everything_together(site, path):
    start = time.monotonic()
    with pytest.raises(InputError, match="did not come within"):
        fetch(f"{site}/{path}", timeout=0.5)
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    ("url", "match"),
    [
        ("http://127.0.0.1:1/", "cannot be reached"),
        ("http://no-such-name.invalid/", "name is not known|did not come"),
        ("http://[bad", "malformed"),
        ("http://", "malformed"),
    ],
)
def test_addresses_that_lead_nowhere(url, match):
    with pytest.raises(InputError, match=match) as caught:
        fetch(url, timeout=5)
    assert caught.value.hint


def test_an_insecure_connection_is_refused(site):
    with pytest.raises(InputError, match="not secure") as caught:
        fetch(site.replace("http", "https") + "/good", timeout=5)
    assert caught.value.hint
