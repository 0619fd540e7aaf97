from __future__ import annotations

import contextlib
import csv
import io
import json
import shlex

import pytest

from biascheck.results.reading import read_results
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


@pytest.mark.parametrize("name", ["out.txt", "out.v2", "out.parqet"])
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


def _interrupt_at(monkeypatch, wanted):
    """Let Ctrl-C come when an article that holds the word is analysed."""

    def interrupted(self, articles, *, targets=()):
        for article in articles:
            if wanted in article.text:
                raise KeyboardInterrupt
            yield self.analyze(article, targets=targets)

    monkeypatch.setattr(FakeAnalyzer, "analyze_many", interrupted)


def test_an_interrupted_run_leaves_the_old_output_and_goes_on(shell, corpus, tmp_path, monkeypatch):
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    (corpus / "c.txt").write_text("It snowed.", encoding="utf-8")
    batch = ("batch", corpus, "-o", target, "--block", 1, "--workers", 1)
    with monkeypatch.context() as patch:
        _interrupt_at(patch, "snowed")
        code, _, err = shell(*batch)
    assert code == 130
    assert "interrupted: 2 blocks are done and kept" in err
    assert "The same command goes on from there." in err
    assert target.read_text(encoding="utf-8") == "old"
    code, _, err = shell(*batch)
    assert code == 3
    assert "read 3 articles" in err
    assert "2 of them by earlier runs" in err
    assert [line.get("id") for line in _lines(target)][1] == "b.txt"


def test_a_folder_holds_all_tables_and_is_read_back(shell, corpus, tmp_path):
    target = tmp_path / "results"
    assert shell("batch", corpus, "-o", target)[0] == 3
    results = read_results(target)
    assert results.table("articles")["id"].to_pylist() == ["a.txt"]
    assert results.table("errors")["code"].to_pylist() == ["input"]
    counts = results.manifest.counts
    assert (counts.items, counts.results, counts.failed) == (2, 1, 1)
    assert results.manifest.options["block"] == 128


def test_csv(shell, corpus, tmp_path):
    target = tmp_path / "out.csv"
    assert shell("batch", corpus, "-o", target)[0] == 3
    good, failed = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    assert (good["status"], good["neutrality"]) == ("result", "50.0")
    assert (failed["status"], failed["error_code"]) == ("error", "input")


def test_the_same_command_again_does_nothing(shell, corpus, tmp_path):
    target = tmp_path / "results"
    shell("batch", corpus, "-o", target)
    code, _, err = shell("batch", corpus, "-o", target)
    assert code == 3
    assert "Nothing was left to do" in err
    assert "/s)" not in err
    assert "read 2 articles" in err


def test_another_command_is_refused_unless_it_starts_over(shell, corpus, tmp_path):
    target = tmp_path / "out.jsonl"
    shell("batch", corpus, "-o", target)
    code, _, err = shell("batch", corpus, "-o", target, "--target", "Mara")
    assert code == 2
    assert "options.targets was none, now it is Mara" in err
    assert shell("batch", corpus, "-o", target, "--target", "Mara", "--restart")[0] == 3


def test_another_precision_is_another_run(shell, corpus, tmp_path):
    target = tmp_path / "out.jsonl"
    shell("batch", corpus, "-o", target, "--workers", 1, "--precision", "int8")
    assert FakeAnalyzer.precision == "int8"
    code, _, err = shell("batch", corpus, "-o", target)
    assert code == 2
    assert "options.precision was int8, now it is float32" in err


def test_a_folder_with_something_else_is_refused(shell, corpus):
    code, _, err = shell("batch", corpus, "-o", corpus)
    assert code == 2
    assert "the folder holds something else" in err


def test_an_article_that_vanished_is_an_input_that_changed(shell, corpus, tmp_path, monkeypatch):
    batch = ("batch", corpus, "-o", tmp_path / "out", "--block", 1, "--workers", 1)
    (corpus / "c.txt").write_text("It snowed.", encoding="utf-8")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, "snowed")
        shell(*batch)
    (corpus / "a.txt").unlink()
    code, _, err = shell(*batch)
    assert code == 4
    assert "the input has changed" in err
    assert "stopped: 2 blocks are done and kept" in err
    assert len(list((tmp_path / "out/_state/blocks").glob("*.json"))) == 2


def test_too_many_errors(shell, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "It rained."}\n' + "nonsense\n" * 5, encoding="utf-8")
    batch = ("batch", rows, "-o", tmp_path / "out", "--block", 2, "--workers", 1)
    code, _, err = shell(*batch, "--max-errors", 2)
    assert code == 3
    assert "more have failed than --max-errors 2 allows" in err
    assert "raise the limit and run again" in err
    code, _, err = shell(*batch, "--max-errors", 5)
    assert code == 3
    assert "4 of them by earlier runs" in err
    assert shell(*batch, "--max-errors", "many")[0] == 2


def test_reports_without_text_make_no_sense(shell, corpus, tmp_path):
    assert shell("batch", corpus, "-o", tmp_path / "out.jsonl", "--no-text")[0] == 2
    assert shell("batch", corpus, "-o", tmp_path / "out", "--no-text")[0] == 3
    sentences = read_results(tmp_path / "out").table("sentences")["text"].to_pylist()
    assert sentences == [None] * len(sentences)


def test_the_errors_can_be_shown_as_the_summary_says(shell, corpus, tmp_path):
    _, _, err = shell("batch", corpus, "-o", tmp_path / "out")
    told = next(line for line in err.splitlines() if "What failed:" in line)
    program = shlex.split(told.partition("What failed: ")[2])
    assert program[:2] == ["python", "-c"]
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(program[2])
    assert "the text chokes us" in shown.getvalue()


def test_a_failed_start_leaves_no_trace(shell, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("uid,body\n7,It rained.\n", encoding="utf-8")
    assert shell("batch", rows, "-o", tmp_path / "out.csv", "--text-column", "boody")[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize("name", ["out", "out.jsonl"])
def test_a_report_has_an_index_and_pages(shell, corpus, tmp_path, name):
    code, _, err = shell("batch", corpus, "-o", tmp_path / name, "--report", tmp_path / "html")
    assert code == 3
    assert f"report: {tmp_path / 'html' / 'index.html'}, with pages of 1 article." in err
    assert (tmp_path / "html/articles/0000/0-a-txt.html").is_file()
    assert "the text chokes us" in (tmp_path / "html/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("out.csv",), ("out", "--no-text")])
def test_where_no_words_are_kept_the_report_is_an_index(shell, corpus, tmp_path, arguments):
    name, *options = arguments
    target = tmp_path / name
    _, _, err = shell("batch", corpus, "-o", target, *options, "--report", tmp_path / "html")
    assert "no pages" in err
    assert "It rained" not in (tmp_path / "html/index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "html/articles").exists()
    assert not list(tmp_path.rglob("lines/*"))


def test_a_report_can_be_added_to_finished_results(shell, corpus, tmp_path):
    shell("batch", corpus, "-o", tmp_path / "out.jsonl")
    _, _, err = shell("batch", corpus, "-o", tmp_path / "out.jsonl", "--report", tmp_path / "html")
    assert "Nothing was left to do" in err
    assert "/s)" not in err
    assert "with pages of 1 article" in err


def test_a_folder_of_somebody_else_is_refused_before_any_work(shell, corpus, tmp_path):
    code, _, err = shell("batch", corpus, "-o", tmp_path / "out", "--report", corpus)
    assert code == 2
    assert "the folder holds something else" in err
    assert not (tmp_path / "out").exists()


def test_a_report_may_lie_in_the_folder_of_the_results_but_not_be_it(shell, corpus, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        _, _, err = shell("batch", corpus, "-o", out, "--report", out / "html")
        assert "with pages of 1 article" in err
    assert read_results(out).table("articles").num_rows == 1
    code, _, err = shell("batch", corpus, "-o", out, "--report", out)
    assert code == 2
    assert "the folder holds something else" in err


def test_a_report_among_the_articles_is_no_article(shell, corpus):
    for _ in range(2):
        code, _, err = shell("batch", corpus, "-o", corpus / "out", "--report", corpus / "html")
        assert code == 3
        assert "read 2 articles" in err


def test_a_run_that_too_many_errors_stop_has_no_report(shell, corpus, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "CHOKE"}\n' * 5, encoding="utf-8")
    options = ("--max-errors", "1", "--block", "1", "--workers", "1")
    shell("batch", rows, "-o", tmp_path / "out", "--report", tmp_path / "html", *options)
    assert not (tmp_path / "html/index.html").exists()


def test_a_second_run_takes_its_reports_from_the_cache(shell, corpus, tmp_path):
    told = []
    for name in ("first", "second"):
        code, _, err = shell("batch", corpus, "-o", tmp_path / name, "--cache", corpus / "cache")
        assert code == 3
        assert "read 2 articles" in err
        told.append("1 of them from the cache" in err)
    assert told == [False, True]
    assert read_results(tmp_path / "second").manifest.counts.cached == 1


def test_a_cache_may_be_small_but_not_on_a_cluster(shell, corpus, tmp_path):
    options = ("batch", corpus, "-o", tmp_path / "out", "--cache", tmp_path / "cache")
    assert shell(*options, "--cache-size", "0.5")[0] == 3
    code, _, err = shell(*options, "--engine", "ray", "--restart")
    assert code == 2
    assert "Leave out --cache" in err
