"""The documents as a site, served on this machine and opened in a real browser."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import Visit

PAGES = ("index", "tutorials/first-analysis", "commands", "api", "schema", "codebook", "results")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address(site):
    """Serve the site, and return its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def opened(browser, address):
    """Return a function that opens a page of the site; settings as Playwright's."""
    visits = []

    def open_page(name, **context):
        visits.append(Visit(browser, f"{address}/{name}.html", **context))
        visits[-1].page.wait_for_load_state("networkidle")
        return visits[-1].page

    yield open_page
    for it in visits:
        assert it.complaints == []
        assert [url for url in it.requests if not url.startswith((address, "data:"))] == []
        it.context.close()


def test_search_finds_a_word_of_the_codebook(opened):
    page = opened("index")
    page.locator(".md-search__input").click()
    page.keyboard.type("rhetorical question")
    page.locator(".md-search-result__item").first.wait_for()
    titles = page.locator(".md-search-result__item h1").all_inner_texts()
    assert "The codebook" in titles
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url("**/codebook.html*")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 420])
def test_no_page_is_wider_than_the_window(opened, name, width):
    page = opened(name, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("article h1").is_visible()


def test_a_link_to_a_file_of_the_repository_leads_there(opened):
    page = opened("tutorials/first-labels")
    page.get_by_role("link", name="The codebook").click()
    page.wait_for_url("**/codebook.html#loaded-words")
    page = opened("ethics")
    page.get_by_role("link", name="their card").click()
    page.wait_for_url("**/repository/datasets/gold/index.html")
    assert "annotated for biascheck" in page.locator("h1").inner_text()
