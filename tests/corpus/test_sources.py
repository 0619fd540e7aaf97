from __future__ import annotations

import pytest

from biascheck.corpus.records import Columns
from biascheck.corpus.sources import check, find, rows
from biascheck.errors import InputError
from tests import fakes


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch):
    fakes.install(monkeypatch)


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "deep/er/c.html", "deep/d.pdf", "notes.csv", ".hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("It rained.", encoding="utf-8")
    return tmp_path


def test_folder_is_read_with_its_subfolders_in_order(folder):
    found = [source.id for source in find([str(folder)])]
    assert found == ["a.md", "b.txt", "deep/er/c.html"]


def test_pattern_and_file(folder):
    found = [source.path.name for source in find([f"{folder}/**/*.html", f"{folder}/b.txt"])]
    assert found == ["c.html", "b.txt"]


def test_output_among_the_inputs_is_left_out(folder):
    found = find([f"{folder}/*.*"], leave_out=folder / "deep" / ".." / "b.txt")
    assert [source.path.name for source in found] == ["a.md", "notes.csv"]


@pytest.mark.parametrize("name", ["missing", "*.nothing", "deep/empty"])
def test_nothing_found(folder, name):
    (folder / "deep" / "empty").mkdir()
    with pytest.raises(InputError, match=name.replace("*", r"\*")):
        check([str(folder / "b.txt"), str(folder / name)])


def test_unreadable_and_foreign_articles_are_rows(folder):
    (folder / "b.txt").write_text("Bonjour", encoding="utf-8")
    found = list(rows([str(folder)], Columns()))
    assert [row.error is None for row in found] == [True, False, True]
    assert all(row.error is None for row in rows([str(folder)], Columns(), force=True))


def test_rows_of_tables_are_read_too(folder):
    (folder / "notes.csv").write_text("id,text\n1,It rained.\n", encoding="utf-8")
    (row,) = rows([str(folder / "notes.csv")], Columns())
    assert row.article.id == "1"
