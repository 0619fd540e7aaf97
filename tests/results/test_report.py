from __future__ import annotations

import json
import os

import pytest
from lxml import html

from biascheck.errors import ConfigError, DataError, InputError
from biascheck.results.lines import duplicate_line, error_line, report_line
from biascheck.results.manifest import Counts, Manifest
from biascheck.results.parts import write_lines
from biascheck.results.reading import Results
from biascheck.results.report import write_report
from tests.reports import PROVENANCE
from tests.results import sample


def line(number):
    row = sample.row(number)
    if number % 10 == 4:
        return error_line(row, sample.fault(number))
    if number % 10 == 5:
        return duplicate_line(row, number - 5, f"a{number - 5}", 0.9, "near")
    return report_line(row, sample.report(number))


def results(folder, blocks=3, size=3, lines=range(3)):
    """Write results of some blocks; the full reports of those in ``lines``."""
    sample.write(folder, blocks, size)
    for block in lines:
        write_lines(folder, block, [line(block * size + it) for it in range(size)])
    counts = Counts(blocks * size, blocks * size - 2, 1, {"input": 1})
    Manifest(
        biascheck="1",
        model=PROVENANCE,
        options={},
        inputs=(),
        counts=counts,
        blocks=blocks,
        started="",
        finished="",
        seconds=1.0,
    ).write(folder)
    return folder


def index(folder):
    root = html.document_fromstring((folder / "index.html").read_bytes())
    [data] = root.xpath("//script[@id='rows']")
    table = json.loads(data.text)
    return root, [dict(zip(table["fields"], row, strict=True)) for row in table["rows"]]


def test_a_page_for_each_article_and_a_row_for_each_item(tmp_path):
    written = write_report(results(tmp_path / "valm"), tmp_path / "out")
    assert written.index == tmp_path / "out" / "index.html"
    assert (written.articles, written.pages) == (7, 7)
    root, rows = index(tmp_path / "out")
    assert root.xpath("//h1")[0].text_content() == "valm"
    assert [row["where"] for row in rows] == [f"c.jsonl:{number + 1}" for number in range(9)]
    assert [number for number, row in enumerate(rows) if row["page"] is None] == [4, 5]
    for row in rows:
        if row["page"] is not None:
            page = html.document_fromstring((tmp_path / "out" / row["page"]).read_bytes())
            title = "(no headline)" if row["title"].startswith("[") else row["title"]
            assert page.xpath("//h1")[0].text_content() == title


def test_a_file_of_lines_gives_the_same_pages(tmp_path):
    folder = results(tmp_path / "valm")
    file = tmp_path / "valm.jsonl"
    file.write_text("".join(map(line, range(9))), encoding="utf-8")
    write_report(folder, tmp_path / "one")
    write_report(file, tmp_path / "two")
    one, two = (
        {
            it.relative_to(path): it.read_bytes()
            for path in [tmp_path / name]
            for it in path.rglob("*.html")
            if it.name != "index.html"
        }
        for name in ("one", "two")
    )
    assert len(one) == 7
    assert one == two


def test_the_same_results_give_the_same_bytes(tmp_path):
    folder = results(tmp_path / "valm")
    for name in ("one", "two", "two"):
        write_report(folder, tmp_path / name)
    files = [
        {it.name: it.read_bytes() for it in (tmp_path / name).rglob("*") if it.is_file()}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]


@pytest.mark.parametrize("lines", [(), (0, 2)])
def test_without_all_full_reports_there_is_an_index_alone(tmp_path, lines):
    written = write_report(results(tmp_path / "valm", lines=lines), tmp_path / "out")
    assert (written.articles, written.pages) == (7, 0)
    root, rows = index(tmp_path / "out")
    assert {row["page"] for row in rows} == {None}
    assert "7 of the analysed have no page" in root.text_content()


def test_reports_come_one_at_a_time_with_their_rows(tmp_path):
    found = list(Results(results(tmp_path / "valm")).reports())
    assert [(row, name) for row, name, _ in found] == [(n, f"a{n}") for n in (0, 1, 2, 3, 6, 7, 8)]
    assert found[0][2] == sample.report(0)


def test_what_is_not_there_or_damaged_is_told(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        write_report(tmp_path / "none", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    folder = results(tmp_path / "valm")
    (folder / "lines" / "part-000001.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"part-000001\.jsonl:1"):
        write_report(folder, tmp_path / "out")
    assert not (tmp_path / "out" / "index.html").exists()
    with pytest.raises(ConfigError, match="something else"):
        write_report(folder, folder)


def test_lean_and_topic_come_from_the_columns_of_the_corpus(tmp_path, monkeypatch):
    monkeypatch.setattr("biascheck.render.html.index.distributions.FEWEST", 2)
    leans = iter(["left", "right"] * 10)
    rows = sample.row
    monkeypatch.setattr(
        sample, "row", lambda number: _with(rows(number), {"lean": next(leans), "stars": 1})
    )
    write_report(results(tmp_path / "valm"), tmp_path / "out")
    root, _ = index(tmp_path / "out")
    names = root.xpath("//details[summary//text()='By lean']//th[@scope='row']//text()")
    assert sorted(filter(str.strip, names)) == ["left", "right"]


def _with(row, columns):
    from dataclasses import replace

    return replace(row, columns=columns)


def test_nothing_half_written_is_left(tmp_path):
    write_report(results(tmp_path / "valm"), tmp_path / "out")
    assert not [
        name for _, _, names in os.walk(tmp_path / "out") for name in names if ".part" in name
    ]


def test_a_report_that_was_cut_off_is_finished_when_it_is_written_again(tmp_path):
    folder = results(tmp_path / "valm")

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(folder, tmp_path / "cut", on_page=interrupt)
    assert not (tmp_path / "cut" / "index.html").exists()
    written = write_report(folder, tmp_path / "cut")
    assert written.pages == 7
    write_report(folder, tmp_path / "whole")
    cut, whole = (
        {it.relative_to(path): it.read_bytes() for it in path.rglob("*") if it.is_file()}
        for path in (tmp_path / "cut", tmp_path / "whole")
    )
    assert cut == whole


def test_of_an_unfinished_run_the_index_has_what_is_done_and_a_warning_says_so(tmp_path):
    folder = results(tmp_path / "valm")
    (folder / "manifest.json").unlink()
    with pytest.warns(UserWarning, match="may be incomplete"):
        written = write_report(folder, tmp_path / "out")
    assert (written.articles, written.pages) == (7, 0)
