from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from biascheck.errors import ConfigError, OutputError
from biascheck.render.html.folder import MARK, ReportFolder, claim, page_address, write_folder
from biascheck.render.html.index.overview import Index
from biascheck.render.layout import Layout
from tests import reports
from tests.render.html import corpora

SAFE = re.compile(r"articles/\d{4,}/\d+(-[a-z0-9]+)*\.html")


@given(st.integers(0, 10**7), st.text(max_size=300))
def test_an_address_is_safe_whatever_the_name(row, name):
    address = page_address(row, name)
    assert SAFE.fullmatch(address)
    assert len(address.rpartition("/")[2]) <= 80


def test_names_that_look_alike_have_addresses_of_their_own():
    names = ["a/b", "a b", "A B", "../../a", "CON", "", "a" * 500, "a" * 501, "é", "e"]
    made = {page_address(row, name) for row, name in enumerate(names)}
    assert len(made) == len(names)
    assert page_address(1204, "Ostren Post: Brücke") == "articles/0001/1204-ostren-post-brucke.html"
    assert page_address(7, "雨") == "articles/0000/7.html"


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write(folder, *given):
    write_folder(given, folder, Layout(several=True))


def test_pages_and_index_lead_to_one_another(tmp_path):
    write(tmp_path / "out", reports.harbour_bridge(), reports.bare())
    written = files(tmp_path / "out")
    pages = {name for name in written if name.startswith("articles/")}
    assert set(written) == {"index.html", MARK, *pages}
    assert len(pages) == 2
    for page in pages:
        assert page in written["index.html"].decode()
        [home] = html.document_fromstring(written[page]).xpath("//a[text()='All articles']")
        assert ((tmp_path / "out" / page).parent / home.get("href")).resolve() == (
            tmp_path / "out" / "index.html"
        ).resolve()


def test_the_same_report_again_changes_nothing_and_writes_nothing(tmp_path):
    write(tmp_path / "out", reports.harbour_bridge(), reports.bare())
    before = files(tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")}
    write(tmp_path / "out", reports.harbour_bridge(), reports.bare())
    assert files(tmp_path / "out") == before
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")}


def test_pages_of_an_earlier_report_go(tmp_path):
    write(tmp_path / "out", reports.harbour_bridge(), reports.bare())
    (tmp_path / "out/articles/0000/.0-x.html.1a2b.part").write_text("left by a kill")
    (tmp_path / "out/articles/0000/notes.txt").write_text("of the user")
    write(tmp_path / "out", reports.bare())
    left = sorted(path.name for path in (tmp_path / "out/articles/0000").iterdir())
    assert len(left) == 2
    assert left[1] == "notes.txt"


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ConfigError, match="something else, such as 'thesis"):
        claim(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(ConfigError, match="this is a file"):
        claim(tmp_path / "thesis.docx")


def test_what_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        claim(tmp_path / "file" / "below")


def test_a_brief_layout_leaves_the_words_out(tmp_path):
    report = reports.harbour_bridge()
    folder = ReportFolder(tmp_path / "out")
    address = folder.add(report, 0, "a", Layout(summary=True, several=True))
    root = html.document_fromstring((tmp_path / "out" / address).read_bytes())
    assert root.xpath("//article") == []
    [skip] = root.xpath("//a[@class='skip']")
    assert root.xpath(f"//*[@id='{skip.get('href')[1:]}']")


def test_thousands_of_pages_are_spread(tmp_path):
    folder, index = ReportFolder(tmp_path / "out"), Index("")
    for row in (0, 999, 1000, 123_456):
        index.add_analysed(corpora.values(row), folder.add(reports.bare(), row, f"a{row}"))
    folder.finish(index, None)
    shards = sorted(path.name for path in (tmp_path / "out/articles").iterdir())
    assert shards == ["0000", "0001", "0123"]
