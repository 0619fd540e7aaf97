"""The page of a report as a reader meets it: pointer, keyboard, filters, paper, phone."""

from __future__ import annotations

import re

import pytest

from biascheck.render.harmless import inline
from tests import reports
from tests.render.html.documents import ADDED
from tests.render.html.test_init import HOSTILE, hostile

WORDS = """(text, added) => {
    const words = text.cloneNode(true);
    for (const it of words.querySelectorAll(added)) it.remove();
    return words.textContent.trim();
}"""
FOCUSED = """() => {
    const it = document.activeElement;
    return [it.className || it.tagName, getComputedStyle(it).outlineStyle];
}"""
NARROW = {"viewport": {"width": 360, "height": 740}}


def _shown(page, selector):
    return page.locator(selector).filter(visible=True)


def test_pointing_at_a_loaded_word_says_why(visit):
    page = visit(reports.harbour_bridge()).page
    assert _shown(page, ".tip").count() == 0
    page.get_by_text("squandered", exact=True).first.hover()
    assert "probability 0.94" in _shown(page, ".tip").inner_text()


def test_a_loaded_word_says_why_on_focus_until_escape(visit):
    page = visit(reports.harbour_bridge()).page
    word = page.locator("mark", has_text="squandered")
    word.focus()
    assert "probability 0.94" in _shown(page, ".tip").inner_text()
    assert word.get_attribute("aria-describedby") == _shown(page, ".tip").get_attribute("id")
    page.keyboard.press("Escape")
    assert _shown(page, ".tip").count() == 0
    word.blur()
    word.focus()
    assert _shown(page, ".tip").count() == 1


def test_explanation_lies_beside_its_word(visit):
    page = visit(reports.harbour_bridge()).page
    word = page.locator("mark", has_text="squandered")
    word.focus()
    below, above = _shown(page, ".tip").bounding_box(), word.bounding_box()
    assert 0 <= below["y"] - above["y"] < 60
    assert abs(below["x"] - above["x"]) < 60


def test_click_opens_the_evidence_and_its_link_leads_to_the_sentence(visit):
    page = visit(reports.harbour_bridge()).page
    row = page.locator("li", has=page.get_by_text("Economic", exact=False)).first
    assert row.locator(".excerpts").is_hidden()
    row.locator("summary").click()
    assert row.locator(".excerpts").is_visible()
    link = row.locator("a.to")
    link.click()
    assert page.url.endswith(f"#{link.inner_text()}")
    target = page.locator(f"#{link.inner_text()}")
    assert target.evaluate("it => it.matches(':target')")
    assert "The council voted last week" in target.inner_text()


def test_quotation_leads_to_its_source(visit):
    page = visit(reports.harbour_bridge()).page
    joint = page.locator("a.joint", has_text="1").first
    joint.hover()
    lit = page.locator(".lit")
    assert lit.count() >= 3
    assert {it.get_attribute("data-source") for it in lit.all()} == {"1"}
    joint.click()
    entry = page.locator("#source-1")
    entry.locator(".excerpts").wait_for()  # the page opens it when the event comes, a moment later
    assert "Irena Voss" in entry.inner_text()
    assert "We learned it from the invoices" in entry.locator(".excerpts").inner_text()


def test_filter_hides_a_role_and_its_paragraphs(visit):
    page = visit(reports.harbour_bridge()).page
    assert page.get_by_text("Sign up for our morning newsletter").is_visible()
    for name in (r"page furniture", r"reporting", r"quote"):
        page.get_by_role("checkbox", name=re.compile(name)).uncheck()
    shown = _shown(page, ".text p")
    assert shown.count() == 1
    assert shown.inner_text().startswith("O")
    page.get_by_role("checkbox", name=re.compile("reporting")).check()
    assert _shown(page, ".text p").count() > 5


def test_link_to_a_hidden_sentence_shows_it(visit):
    from playwright.sync_api import expect

    page = visit(reports.harbour_bridge()).page
    page.get_by_role("checkbox", name=re.compile("opinion")).uncheck()
    sentence = page.locator(".passage.opinion .sentence").first
    assert sentence.is_hidden()
    page.evaluate("hash => { location.hash = hash }", sentence.get_attribute("id"))
    expect(sentence).to_be_in_viewport()
    assert page.get_by_role("checkbox", name=re.compile("opinion")).is_checked()


def test_deep_link_opens_at_the_sentence(visit):
    from playwright.sync_api import expect

    page = visit(reports.harbour_bridge(), fragment="#s24").page
    expect(page.locator("#s24")).to_be_in_viewport()
    assert page.locator("#s24").evaluate("it => it.matches(':target')")


def test_sentence_numbers_can_be_shown(visit):
    page = visit(reports.harbour_bridge()).page
    assert _shown(page, ".number").count() == 0
    page.get_by_role("checkbox", name="sentence numbers").check()
    assert _shown(page, ".number").count() == len(reports.harbour_bridge().sentences)


def test_keyboard_reaches_everything_in_reading_order(visit):
    page = visit(reports.harbour_bridge()).page
    seen = []
    while not seen or seen[-1] != "BODY":
        page.keyboard.press("Tab")
        name, ring = page.evaluate(FOCUSED)
        assert ring != "none" or name == "BODY", f"{name} has no visible focus"
        seen.append(name)
    assert seen[0] == "skip"
    order = [seen.index(name) for name in ("skip", "theme scripted", "scripted", "loaded", "bars")]
    assert order == sorted(order)


def test_evidence_opens_by_key(visit):
    page = visit(reports.harbour_bridge()).page
    row = page.locator("details", has=page.locator("summary.bars")).first
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    assert row.evaluate("it => it.open")


def test_dark_follows_the_system_until_the_button(visit):
    paper = "getComputedStyle(document.body).backgroundColor"
    light = visit(reports.harbour_bridge()).page
    bright = light.evaluate(paper)
    page = visit(reports.harbour_bridge(), color_scheme="dark").page
    button = page.get_by_role("button", name="Dark")
    assert page.evaluate(paper) != bright
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.evaluate(paper) == bright
    assert button.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("width", [320, 360, 768, 1024])
def test_nothing_is_wider_than_the_window(visit, width):
    page = visit(reports.harbour_bridge(), viewport={"width": width, "height": 740}).page
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("mark").first.focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_explanation_fits_on_a_phone(visit):
    page = visit(reports.harbour_bridge(), **NARROW).page
    page.locator("mark", has_text="squandered").focus()
    box = _shown(page, ".tip").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 740


def test_summary_comes_before_the_article_on_a_phone_and_beside_it_on_a_desk(visit):
    for context, beside in ((NARROW, False), ({}, True)):
        page = visit(reports.harbour_bridge(), **context).page
        summary = page.locator(".summary").bounding_box()
        words = page.locator(".words").bounding_box()
        assert (summary["x"] > words["x"] + words["width"]) is beside
        assert (summary["y"] + summary["height"] <= words["y"]) is not beside


def test_paper_has_the_evidence_and_no_buttons(visit):
    page = visit(reports.harbour_bridge(), color_scheme="dark").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_role("button").count() == 0
    assert _shown(page, "input").count() == 0
    assert page.locator("#source-1 .excerpts").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#source-1 .excerpts").is_hidden()


def test_prints_to_pages(visit):
    page = visit(reports.harbour_bridge()).page
    assert page.pdf().startswith(b"%PDF")


def test_everything_can_be_read_without_script(visit):
    page = visit(reports.harbour_bridge(), java_script_enabled=False).page
    assert _shown(page, "input, button").count() == 0
    assert page.get_by_text("Sign up for our morning newsletter").is_visible()
    row = page.locator("#source-1")
    row.locator("summary").click()
    assert row.locator(".excerpts").is_visible()
    page.locator("mark", has_text="squandered").focus()
    assert "probability 0.94" in _shown(page, ".tip").inner_text()


@pytest.mark.parametrize("context", [{}, NARROW], ids=["desk", "phone"])
def test_hostile_text_is_shown_and_does_nothing(visit, context):
    opened = visit(hostile(), **context)
    page = opened.page
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true }")
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe").count() == 0
    assert page.locator(".text").evaluate(WORDS, ", ".join(f".{it}" for it in ADDED)) == inline(
        HOSTILE
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "text", ["الجسر مفتوح مرة أخرى.", "Rain 🌧️ fell 👩‍👩‍👧 on 🇺🇳.", "雨が降った。"]
)
def test_scripts_of_the_world_are_shown(visit, text):
    page = visit(reports.bare(text)).page
    assert text in page.locator(".text").inner_text()
    arabic = text[0] > "\u0600" and text[0] < "\u0700"
    direction = page.locator(".text p").evaluate("it => getComputedStyle(it).direction")
    assert direction == ("rtl" if arabic else "ltr")


def test_policy_stops_what_is_slipped_in(visit):
    opened = visit(reports.bare())
    opened.page.evaluate(
        "() => { const it = document.createElement('script'); it.textContent = 'window.pwned = 1';"
        " document.body.append(it); document.body.insertAdjacentHTML('beforeend',"
        " '<img src=https://example.org/x onerror=\"window.pwned = 1\">') }"
    )
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in it for it in opened.complaints)
    opened.complaints.clear()
    opened.requests.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_axe_finds_no_violation(visit, axe, scheme, several):
    given = [reports.added(reports.harbour_bridge()), reports.bare()][: 1 + several]
    page = visit(*given, color_scheme=scheme).page
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true }")
    page.locator("mark").first.focus()
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [(it["id"], [n["html"][:200] for n in it["nodes"]]) for it in found["violations"]] == []
    assert len(found["passes"]) > 20
