from __future__ import annotations

import pytest

from biascheck.corpus.sources.find import find, told_kind
from biascheck.errors import InputError


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "deep/er/c.html", "deep/d.pdf", "notes.csv", ".hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("It rained.", encoding="utf-8")
    return tmp_path


def test_folder_is_read_with_its_subfolders_and_tables_in_order(folder):
    found = [file.id for file in find(str(folder))]
    assert found == ["a.md", "b.txt", "notes.csv", "deep/er/c.html"]


def test_pattern_and_file(folder):
    assert [file.path.name for file in find(f"{folder}/**/*.html")] == ["c.html"]
    assert [file.id for file in find(f"{folder}/b.txt")] == ["b.txt"]


def test_output_among_the_inputs_is_left_out(folder):
    found = find(f"{folder}/*.*", leave_out=(folder / "deep" / ".." / "b.txt",))
    assert [file.path.name for file in found] == ["a.md", "notes.csv"]
    found = find(str(folder), leave_out=(folder / "deep",))
    assert [file.id for file in found] == ["a.md", "b.txt", "notes.csv"]


@pytest.mark.parametrize("name", ["missing", "*.nothing", "deep/empty"])
def test_nothing_found(folder, name):
    (folder / "deep" / "empty").mkdir()
    with pytest.raises(InputError, match=name.replace("*", r"\*")):
        list(find(str(folder / name)))


def test_kind_is_told(folder):
    names = [str(folder), f"{folder}/*.md", f"{folder}/notes.csv", f"{folder}/b.txt", "-"]
    assert [told_kind(name) for name in names] == [
        "folder",
        "pattern",
        "CSV",
        "article",
        "standard input",
    ]
