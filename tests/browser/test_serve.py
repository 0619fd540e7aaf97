"""The server's pages in a real browser: a text is pasted, and its report read."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from tests.browser.conftest import Visit

TEXT = """Bridge reopens after nine months

The bridge over the Valm reopened on Monday. "It is safe," said Mara Orlen of the council.

It is a disgrace that a shameless council squandered the money of its people.
"""
NARROW = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def address(tiny_analyzer):
    """Serve with the tiny model; return the address."""
    import uvicorn

    from biascheck.serve.app import build
    from biascheck.serve.desk import Desk
    from biascheck.serve.limits import Limits

    def nothing(*_):
        from biascheck.errors import InputError

        raise InputError("the server's name is not known.")

    app = build(Desk(tiny_analyzer, Limits(characters=5000), nothing), "9.9")
    config = uvicorn.Config(app, http="h11", log_config=None, log_level="error")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


@pytest.fixture
def open_page(browser, address):
    """Return a function that opens a page of the server; nothing else may be loaded."""
    visits = []

    def go(path="", **context):
        visits.append(Visit(browser, address + path, **context))
        return visits[-1]

    yield go
    for it in visits:
        # The browser's own complaint about an answer that is no success.
        refused = "the server responded with a status of"
        assert [told for told in it.complaints if refused not in told] == []
        assert all(url.startswith(address) for url in it.requests)
        assert it.context.cookies() == []
        it.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_pasted_text_becomes_a_report_and_leads_back(open_page, script):
    page = open_page(java_script_enabled=script).page
    page.get_by_label("Text of the article").fill(TEXT)
    page.get_by_label("Stance towards whom or what").fill("Mara Orlen")
    page.get_by_role("button", name="Analyse").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bridge reopens after nine months"
    assert "a shameless council squandered" in page.locator(".text").inner_text()
    assert "Mara Orlen" in page.locator(".panels").inner_text()
    page.get_by_role("link", name="Another article").click()
    assert page.get_by_label("Text of the article").input_value() == ""


def test_the_keyboard_is_enough(open_page):
    page = open_page(**NARROW).page
    seen = []
    while "Analyse" not in seen and len(seen) < 40:
        page.keyboard.press("Tab")
        name, ring = page.evaluate(
            "() => { const it = document.activeElement; return [it.id || it.innerText || it.value,"
            " getComputedStyle(it).outlineStyle] }"
        )
        assert ring != "none", f"{name} has no visible focus"
        seen.append(name)
        if name == "text":
            page.keyboard.type("Rain fell on Ostren. It is a disgrace.")
        if name == "genre":
            page.keyboard.press("Space")
    assert seen[0] == "Skip to the content"
    order = [seen.index(it) for it in ("text", "url", "title", "targets", "genre", "Analyse")]
    assert order == sorted(order)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "Rain fell on Ostren." in page.locator(".text").inner_text()


def test_a_problem_is_said_and_the_text_is_kept(open_page):
    page = open_page().page
    page.get_by_label("Text of the article").fill("1, 2, 3")
    page.get_by_role("button", name="Analyse").click()
    assert "no letters" in page.get_by_role("alert").inner_text()
    assert page.title().startswith("Problem: ")
    text = page.get_by_label("Text of the article")
    assert text.input_value() == "1, 2, 3"
    assert text.get_attribute("aria-invalid") == "true"
    assert "fault" in text.get_attribute("aria-describedby").split()


def test_an_address_that_cannot_be_had(open_page):
    page = open_page().page
    page.get_by_label("Or the address of its page").fill("https://news.example/rain")
    page.get_by_role("button", name="Analyse").click()
    assert "name is not known" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Or the address of its page").get_attribute("aria-invalid") == "true"


def test_another_site_cannot_use_the_form(open_page, address):
    other = open_page().page.context.new_page()
    other.set_content(
        f'<form method="post" action="{address}"><input name="text" value="Rain fell."></form>'
    )
    with other.expect_navigation() as navigation:
        other.evaluate("document.forms[0].submit()")
    assert navigation.value.status == 403


@pytest.mark.parametrize("path", ["", "api"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_window(open_page, path, width):
    page = open_page(path, viewport={"width": width, "height": 740}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["", "api"])
def test_dark_follows_the_system_until_the_button(open_page, path):
    paper = "getComputedStyle(document.body).backgroundColor"
    bright = open_page(path).page.evaluate(paper)
    page = open_page(path, color_scheme="dark").page
    assert page.evaluate(paper) != bright
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(paper) == bright


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["form", "problem", "report", "api"])
def test_axe_finds_no_violation(open_page, axe, state, scheme):
    # axe is put in from outside, past the page's policy.
    page = open_page("api" if state == "api" else "", color_scheme=scheme, bypass_csp=True).page
    if state in ("problem", "report"):
        page.get_by_label("Text of the article").fill(TEXT if state == "report" else "1, 2, 3")
        page.get_by_role("button", name="Analyse").click()
        page.wait_for_load_state()
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [(it["id"], [n["html"][:200] for n in it["nodes"]]) for it in found["violations"]] == []
    assert len(found["passes"]) > 15
