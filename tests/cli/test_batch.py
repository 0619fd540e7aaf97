from __future__ import annotations

import json

import pytest

from tests.fakes import FakeAnalyzer


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("It rained.", encoding="utf-8")
    (folder / "b.txt").write_text("CHOKE", encoding="utf-8")
    return folder


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_becomes_one_row_per_article(shell, corpus, tmp_path):
    target = tmp_path / "out.jsonl"
    code, out, err = shell("batch", corpus, "-o", target)
    assert (code, out) == (3, "")
    good, failed = _lines(target)
    assert good["article"]["id"] == "a.txt"
    assert failed == {
        "id": "b.txt",
        "source": str(corpus / "b.txt"),
        "line": None,
        "error": {"code": "input", "message": f"{corpus}/b.txt: the text chokes us. Rewrite it."},
    }
    assert "read 2 articles" in err
    assert "1 written" in err
    assert "1 failed (1 input)" in err
    assert f"biascheck analyze {corpus / 'a.txt'}" in err


def test_the_suggested_search_finds_the_failures(shell, corpus, tmp_path):
    target = tmp_path / "out.jsonl"
    _, _, err = shell("batch", corpus, "-o", target)
    assert 'grep \'"error": {"code"\'' in err
    found = [it for it in target.read_text().splitlines() if '"error": {"code"' in it]
    assert len(found) == 1


def test_parquet(shell, corpus, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "out.parquet"
    assert shell("batch", corpus, "-o", target)[0] == 3
    good, failed = parquet.read_table(target).to_pylist()
    assert (good["id"], good["neutrality"], good["error_code"]) == ("a.txt", 50.0, None)
    assert (failed["id"], failed["neutrality"], failed["error_code"]) == ("b.txt", None, "input")


def test_columns_are_guessed_aloud_or_named(shell, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("uid,body,headline\n7,It rained.,Rain\n", encoding="utf-8")
    target = tmp_path / "out.jsonl"
    code, _, err = shell("batch", rows, "-o", target)
    assert code == 0
    assert "columns text = body, id = uid, title = headline" in err
    (report,) = _lines(target)
    assert (report["article"]["id"], report["article"]["title"]) == ("7", "Rain")
    assert shell("batch", rows, "-o", target, "--text-column", "boody")[0] == 2


@pytest.mark.parametrize("name", ["out.txt", "out", "out.parqet"])
def test_unknown_output_format_fails_before_the_model_is_loaded(shell, corpus, tmp_path, name):
    assert shell("batch", corpus, "-o", tmp_path / name)[0] == 2
    assert FakeAnalyzer.loaded == []


@pytest.mark.parametrize("name", ["missing", "*.nothing"])
def test_an_argument_that_names_nothing(shell, tmp_path, name):
    target = tmp_path / "out.jsonl"
    code, _, err = shell("batch", tmp_path / name, "-o", target)
    assert code == 4
    assert name in err
    assert not target.exists()


def test_all_failed(shell, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("nonsense\n", encoding="utf-8")
    target = tmp_path / "out.jsonl"
    assert shell("batch", rows, "-o", target)[0] == 4
    assert _lines(target)[0]["line"] == 1


def test_quiet(shell, corpus, tmp_path):
    assert shell("batch", corpus, "-o", tmp_path / "out.jsonl", "--quiet")[1:] == ("", "")


def test_an_interrupted_run_leaves_the_old_output(shell, corpus, tmp_path, monkeypatch):
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")

    def interrupted(self, articles, *, targets=()):
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeAnalyzer, "analyze_many", interrupted)
    assert shell("batch", corpus, "-o", target)[0] == 130
    assert target.read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob(".*"))
