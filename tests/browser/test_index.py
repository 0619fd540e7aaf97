"""The index of a corpus as a reader meets it: search, order, pages, keyboard, paper, phone."""

from __future__ import annotations

import pytest

from biascheck.render.harmless import shorten
from biascheck.render.html.folder import write_folder
from biascheck.render.html.index.overview import Index
from biascheck.render.layout import Layout
from tests import reports
from tests.render.html import corpora
from tests.render.html.test_init import HOSTILE

NARROW = {"viewport": {"width": 360, "height": 740}}
LARGE = 10_000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Return the file of a large index."""
    path = tmp_path_factory.mktemp("large") / "index.html"
    path.write_text(corpora.text(corpora.generated(LARGE)), encoding="utf-8")
    return path


def rows(page):
    return page.locator(".list tbody tr")


def column(page, number):
    """Return the texts of a column, from 1, in the rows that are shown."""
    return page.locator(f".list tbody tr > :nth-child({number})").all_inner_texts()


def header(page, name):
    """Return the head of a column of the table of articles."""
    return page.locator(".list").get_by_role("columnheader", name=name)


def shown(page):
    return page.get_by_role("status").inner_text()


def test_a_large_index_holds_one_page_of_rows(visit_file, large):
    page = visit_file(large).page
    assert rows(page).count() == 50
    assert shown(page) == "Rows 1 to 50 of 10,000"
    assert page.evaluate("document.querySelectorAll('*').length") < 3_000


def test_order_by_a_number_puts_the_unknown_last_either_way(visit_file, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(corpora.text(corpora.generated(49)), encoding="utf-8")
    page = visit_file(path).page
    button = page.get_by_role("button", name="Neutrality")
    head = header(page, "Neutrality")
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    low = [it.split("\n")[0] for it in column(page, 5)]
    numbers = [float(it) for it in low if it[0] != "–"]
    assert len(numbers) == 46
    assert numbers == sorted(numbers)
    assert all(it[0] == "–" for it in low[46:])
    button.click()
    assert head.get_attribute("aria-sort") == "descending"
    high = [it.split("\n")[0] for it in column(page, 5)]
    assert [float(it) for it in high[:46]] == numbers[::-1]
    assert all(it[0] == "–" for it in high[46:])


def test_order_covers_all_rows_not_only_those_shown(visit_file, large):
    page = visit_file(large).page
    page.get_by_role("button", name="Loaded per 1,000").click()
    page.get_by_role("button", name="Loaded per 1,000").click()
    best = max(
        corpora.values(row)["loaded_per_1000"] for row in range(LARGE) if row % 50 not in {7, 8, 9}
    )
    assert column(page, 8)[0] == f"{best:.0f}"


def test_search_wants_all_words_in_any_column_and_any_case(visit_file, large):
    page = visit_file(large).page
    page.get_by_role("searchbox").fill("MUSEUM lind 2024-05")
    found = [
        row
        for row in map(corpora.values, range(LARGE))
        if row["row"] % 50 not in {7, 8, 9}
        and "museum" in row["title"]
        and row["outlet"] == "Lind Courier"
        and row["published"].startswith("2024-05")
    ]
    assert found
    assert f"of {len(found)}, out of 10,000" in shown(page) or len(found) > 50
    assert all("museum" in it for it in column(page, 1))
    assert set(column(page, 2)) == {"Lind Courier"}
    page.get_by_role("searchbox").fill("no such article")
    assert rows(page).count() == 0
    assert "None of 10,000" in shown(page)


def test_failures_and_duplicates_say_why_and_are_found_from_their_cause(visit_file, large):
    page = visit_file(large).page
    page.get_by_role("link", name="language").click()
    page.wait_for_function("document.getElementById('search').value === 'failed language'")
    assert shown(page) == "Rows 1 to 50 of 200, out of 10,000"
    assert "the article is in French" in column(page, 10)[0]
    assert page.locator(".list tbody a").count() == 0
    page.get_by_role("searchbox").fill("duplicate")
    assert "repeats a8 (near, similarity 0.91)" in column(page, 10)[0]


def test_an_unknown_number_is_a_dash_with_its_reason(visit_file, tmp_path):
    index = Index("valm")
    index.add_analysed(corpora.unknown(0), None)
    path = tmp_path / "index.html"
    path.write_text(corpora.text(index), encoding="utf-8")
    page = visit_file(path).page
    cell = page.locator(".list tbody td").nth(3)
    assert cell.inner_text().split("\n")[0].startswith("–")
    assert "no words outside boilerplate" in cell.locator(".unseen").text_content()
    assert "no neutrality, opinion, loaded: the article has no words" in column(page, 10)[0]


def test_pages_are_turned_to_the_end_and_back(visit_file, large):
    page = visit_file(large).page
    turn = page.get_by_role("navigation", name="Pages of the table")
    first, last = column(page, 1)[0], turn.get_by_role("button", name="Last")
    previous = turn.get_by_role("button", name="Previous")
    assert previous.get_attribute("aria-disabled") == "true"
    previous.click(force=True)
    assert column(page, 1)[0] == first
    turn.get_by_role("button", name="Next").click()
    assert shown(page) == "Rows 51 to 100 of 10,000"
    last.click()
    assert shown(page) == "Rows 9,951 to 10,000 of 10,000"
    assert last.get_attribute("aria-disabled") == "true"
    turn.get_by_role("button", name="First").click()
    assert column(page, 1)[0] == first


def test_keyboard_searches_sorts_and_opens_an_article(visit_file, tmp_path):
    write_folder([reports.harbour_bridge(), reports.bare()], tmp_path / "out", Layout(several=True))
    page = visit_file(tmp_path / "out" / "index.html").page
    seen = []
    while "Article" not in seen:
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "() => { const it = document.activeElement;"
                " if (getComputedStyle(it).outlineStyle === 'none') throw Error(it.outerHTML);"
                " return it.id || it.textContent.trim() }"
            )
        )
        if seen[-1] == "search":
            page.keyboard.type("harbour")
    wanted = ["Skip to the table", "How to read this", "Dark", "search", "sort", "turn", "size"]
    assert [it for it in seen if it in wanted] == wanted
    assert rows(page).count() == 1
    page.keyboard.press("Enter")
    assert header(page, "Article").get_attribute("aria-sort")
    for _ in range(10):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/0000/0-harbour-bridge.html")


def test_back_from_an_article_search_and_order_are_as_they_were(visit_file, tmp_path):
    write_folder([reports.harbour_bridge(), reports.bare()], tmp_path / "out", Layout(several=True))
    page = visit_file(tmp_path / "out" / "index.html").page
    page.get_by_role("searchbox").fill("harbour")
    page.get_by_role("button", name="Neutrality").click()
    page.locator(".list tbody a").click()
    assert page.locator("h1").inner_text() == reports.harbour_bridge().article.title
    page.go_back()
    assert page.get_by_role("searchbox").input_value() == "harbour"
    assert rows(page).count() == 1
    page.locator(".list tbody a").click()
    page.get_by_role("link", name="All articles").click()
    assert rows(page).count() == 2


def test_an_address_opens_at_what_it_says(visit_file, large):
    page = visit_file(large, "#q=bridge&sort=-opinion&page=2&rows=25").page
    assert page.get_by_role("searchbox").input_value() == "bridge"
    assert shown(page).startswith("Rows 26 to 50 of ")
    assert header(page, "Opinion").get_attribute("aria-sort")


@pytest.mark.parametrize(
    "fragment",
    ["#q=%E0%A4%A&sort=-__proto__&page=-9&rows=1e9", "#reading", "#page=999999", "#sort=-"],
)
def test_a_senseless_address_still_opens(visit_file, large, fragment):
    page = visit_file(large, fragment).page
    page.get_by_role("searchbox").fill("")
    assert rows(page).count() == 50


@pytest.mark.parametrize("width", [320, 360, 768, 1024])
def test_nothing_is_wider_than_the_window(visit_file, large, width):
    page = visit_file(large, viewport={"width": width, "height": 740}).page
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_names_each_value_and_can_sort(visit_file, large):
    page = visit_file(large, **NARROW).page
    label = "getComputedStyle(document.querySelector('.list td'), '::before').content"
    assert "data-label" in page.evaluate(label) or "Outlet" in page.evaluate(label)
    page.get_by_label("Sort by").select_option("Neutrality")
    page.get_by_role("button", name="Ascending").click()
    assert column(page, 5)[0].endswith("100")


def test_the_bar_of_an_article_breaks_no_word_on_a_phone(visit_file, tmp_path):
    write_folder([reports.harbour_bridge(), reports.bare()], tmp_path / "out", Layout(several=True))
    page = visit_file(next((tmp_path / "out/articles/0000").iterdir()), **NARROW).page
    for it in (*page.locator(".top a").all(), page.get_by_role("button", name="Dark")):
        assert it.bounding_box()["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_dark_follows_the_system(visit_file, large):
    paper = "getComputedStyle(document.body).backgroundColor"
    light = visit_file(large).page.evaluate(paper)
    assert visit_file(large, color_scheme="dark").page.evaluate(paper) != light


def test_paper_has_all_distributions_and_no_tools(visit_file, large):
    page = visit_file(large, color_scheme="dark").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("navigation").count() == 0
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")


def test_without_script_distributions_and_a_way_to_the_pages_remain(visit_file, large):
    page = visit_file(large, java_script_enabled=False).page
    assert page.get_by_role("searchbox").count() == 0
    assert page.locator("svg.spread").filter(visible=True).count() > 2
    assert page.get_by_role("link", name="articles").is_visible()


@pytest.mark.parametrize("context", [{}, NARROW], ids=["desk", "phone"])
def test_hostile_text_is_shown_and_does_nothing(visit_file, tmp_path, context):
    index = Index(HOSTILE)
    for row in range(24):
        given = {"title": HOSTILE, "outlet": f"{row % 2} {HOSTILE}", "topic": HOSTILE}
        index.add_analysed(corpora.values(row, published=HOSTILE, frames=[HOSTILE], **given), None)
    index.add_failed(corpora.failure(24, code=HOSTILE, message=HOSTILE))
    path = tmp_path / "index.html"
    path.write_text("".join(index.render(None)), encoding="utf-8")
    page = visit_file(path, **context).page
    page.get_by_role("searchbox").fill("window.pwned")
    assert rows(page).count() == 25
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe").count() == 0
    assert column(page, 1)[0].split("\n")[0] == shorten(HOSTILE, 160)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("context", [{}, NARROW], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit_file, large, axe, scheme, context):
    page = visit_file(large, "#sort=-neutrality", color_scheme=scheme, **context).page
    for details in page.locator("details").all():
        details.evaluate("it => { it.open = true }")
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [(it["id"], [n["html"][:200] for n in it["nodes"]]) for it in found["violations"]] == []
    assert len(found["passes"]) > 20
