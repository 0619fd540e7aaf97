"""One real browser for all tests of this folder.

They need Chromium (Debian: ``apt-get install chromium-headless-shell``) and the package playwright,
and are skipped without them. With ``BIASCHECK_BROWSER=1``, as in CI, their absence is
an error instead. ``BIASCHECK_CHROMIUM`` names a browser that lies elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from biascheck.benchmark.report import find_chromium
from biascheck.render.html import render
from biascheck.render.layout import Layout

FOLDER = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


def _missing(reason):
    if os.environ.get("BIASCHECK_BROWSER") == "1":
        pytest.fail(f"BIASCHECK_BROWSER=1, but {reason}", pytrace=False)
    pytest.skip(reason)


def pytest_collection_modifyitems(items):
    """Leave the browser to a run of its own: Playwright's event loop upsets all later tests."""
    here = [item for item in items if item.path.is_relative_to(FOLDER)]
    if len(here) < len(items):
        for item in here:
            item.add_marker(pytest.mark.skip(reason="run it alone: pytest tests/browser"))


@pytest.fixture(scope="session")
def browser():
    """Start Chromium once."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed (pip install playwright)")
    path = find_chromium()
    if path is None:
        _missing("no Chromium is installed (apt-get install chromium-headless-shell)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe():
    """Return the source of the accessibility checker axe-core."""
    try:
        import axe_playwright_python
    except ImportError:
        _missing("axe-core is not installed (pip install axe-playwright-python)")
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


class Visit:
    """A page in the browser, and everything that it complained about or asked for."""

    def __init__(self, browser, address, **context):
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **context}
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.requests = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)


@pytest.fixture
def visit_file(browser):
    """Return a function that opens a file; settings as Playwright's."""
    visits = []

    def open_file(path, fragment="", **context):
        visits.append(Visit(browser, path.as_uri() + fragment, **context))
        return visits[-1]

    yield open_file
    for it in visits:
        assert it.complaints == []
        assert all(url.startswith("file:") for url in it.requests)
        it.context.close()


@pytest.fixture
def visit(visit_file, tmp_path):
    """Return a function that writes reports to a file and opens it; settings as Playwright's."""

    def open_reports(*reports, fragment="", **context):
        path = tmp_path / "report.html"
        text = "".join(render(reports, Layout(several=len(reports) > 1)))
        path.write_text(text, encoding="utf-8")
        return visit_file(path, fragment, **context)

    return open_reports
