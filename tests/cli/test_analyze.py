from __future__ import annotations

import json

import pytest

from tests.fakes import FakeAnalyzer


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text("CHOKE", encoding="utf-8")
    return path


def test_json_of_one_and_of_several(shell, article):
    code, out, err = shell("analyze", article, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["article"]["source"] == str(article)
    code, out, _ = shell("analyze", article, article, "--format", "json")
    assert [it["article"]["text"] for it in json.loads(out)] == ["It rained in Ostren."] * 2


def test_jsonl(shell, article):
    _, out, _ = shell("analyze", article, article, "--format", "jsonl")
    assert len(out.splitlines()) == 2


def test_terminal_and_its_summary(shell, article):
    code, out, _ = shell("analyze", article)
    assert code == 0
    assert " R │ It rained" in out
    assert "\x1b" not in out
    _, short, _ = shell("analyze", article, "--summary")
    assert out.startswith(short)
    assert "It rained" not in short


def test_one_failure_does_not_stop_the_others(shell, article, bad):
    code, out, err = shell("analyze", bad, article, "missing.txt", "--format", "json")
    assert code == 3
    assert len(json.loads(out)) == 1
    assert err.splitlines() == [
        f"biascheck: {bad}: the text chokes us. Rewrite it.",
        "biascheck: missing.txt: there is no such file. Check the path.",
    ]


def test_nothing_done(shell, bad, tmp_path):
    target = tmp_path / "out.json"
    code, out, _ = shell("analyze", bad, "--format", "json", "-o", target)
    assert (code, out) == (4, "")
    assert not target.exists()


def test_standard_input(shell):
    for arguments in ([], ["-"]):
        code, out, _ = shell("analyze", *arguments, "--format", "json", stdin="It rained.")
        assert code == 0
        assert json.loads(out)["article"]["text"] == "It rained."
    assert shell("analyze", "-", "-", stdin="x")[0] == 2


def test_no_input_and_nobody_to_read_from(shell):
    code, _, err = shell("analyze", stdin=None)
    assert code == 2
    assert "biascheck analyze FILE" in err


def test_output_file_is_whole_and_replaces(shell, article, tmp_path):
    target = tmp_path / "out.md"
    target.write_text("old", encoding="utf-8")
    code, out, _ = shell("analyze", article, "--format", "markdown", "-o", target)
    assert (code, out) == (0, "")
    assert "It rained" in target.read_text(encoding="utf-8")
    assert sorted(it.name for it in tmp_path.iterdir()) == ["out.md", "rain.txt"]


def test_output_in_no_folder(shell, article):
    code, _, err = shell("analyze", article, "-o", "nowhere/out.txt")
    assert code == 4
    assert "nowhere/out.txt: its folder does not exist." in err


def test_absent_target_is_a_warning(shell, article):
    arguments = ("--target", "Ostren", "--target", "Kell", "--format", "json")
    code, out, _ = shell("analyze", article, *arguments)
    assert code == 0
    warnings = json.loads(out)["warnings"]
    assert warnings == [{"code": "target-absent", "message": "Kell does not occur."}]


def test_language(shell, tmp_path):
    path = tmp_path / "fr.txt"
    path.write_text("Bonjour Ostren.", encoding="utf-8")
    code, _, err = shell("analyze", path)
    assert code == 4
    assert "--force" in err
    code, out, _ = shell("analyze", path, "--force", "--format", "json")
    assert code == 0
    assert json.loads(out)["warnings"][0]["code"] == "language"


def test_title(shell, article):
    _, out, _ = shell("analyze", article, "--title", "Rain", "--format", "json")
    assert json.loads(out)["article"]["title"] == "Rain"
    assert shell("analyze", article, article, "--title", "Rain")[0] == 2


def test_model_options_reach_the_analyzer(shell, article):
    shell("analyze", article, "--model", "m", "--device", "cuda", "--dimensions", "role, stance")
    assert FakeAnalyzer.loaded == [("m", "cuda", ("role", "stance"))]


def test_precision_reaches_the_analyzer(shell, article):
    shell("analyze", article, "--precision", "int8")
    assert FakeAnalyzer.precision == "int8"


def test_model_is_not_loaded_for_unreadable_input(shell):
    assert shell("analyze", "missing.txt")[0] == 4
    assert FakeAnalyzer.loaded == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [("neutrality<60", 1), ("neutrality < 40", 0), ("opinion_share>=0.2", 1)],
)
def test_fail_on(shell, article, condition, code):
    done, out, err = shell("analyze", article, "--fail-on", condition)
    assert done == code
    assert "It rained" in out
    assert ("is met" in err) == bool(code)


def test_unknown_score_is_no_finding_but_is_told(shell, article):
    code, _, err = shell("analyze", article, "--fail-on", "headline_gap>0.5")
    assert code == 0
    assert "headline_gap>0.5 cannot be decided: too short." in err


def test_a_failure_comes_before_a_finding(shell, article, bad):
    assert shell("analyze", article, bad, "--fail-on", "neutrality<60")[0] == 3


@pytest.mark.parametrize(
    "condition", ["neutrality", "neutrality<x", "neutralty<5", "neutrality<nan"]
)
def test_bad_condition_fails_early(shell, condition):
    code, _, err = shell("analyze", "missing.txt", "--fail-on", condition)
    assert code == 2
    assert "missing.txt" not in err


def test_quiet(shell, article):
    code, _, err = shell("analyze", article, "--fail-on", "neutrality<60", "--quiet")
    assert (code, err) == (1, "")


@pytest.mark.parametrize("name", ["json", "jsonl", "markdown", "terminal"])
def test_colour_is_for_terminals_only(shell, article, monkeypatch, name):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, out, _ = shell("analyze", article, "--format", name)
    assert ("\x1b[" in out) == (name == "terminal")
    monkeypatch.setenv("NO_COLOR", "1")
    _, out, _ = shell("analyze", article, "--format", name)
    assert "\x1b[" not in out


def test_several_articles_become_a_folder_of_pages(shell, article, bad, tmp_path):
    target = tmp_path / "out"
    code, out, _ = shell("analyze", article, bad, article, "--format", "html", "-o", target)
    assert (code, out) == (3, "")
    assert len(list((target / "articles").rglob("*.html"))) == 2
    assert "articles/0000/0-rain-txt.html" in (target / "index.html").read_text(encoding="utf-8")


def test_several_articles_become_one_page_where_a_file_is_named(shell, article, tmp_path):
    target = tmp_path / "both.html"
    assert shell("analyze", article, article, "--format", "html", "-o", target)[0] == 0
    assert target.read_text(encoding="utf-8").count("It rained in Ostren.") >= 2


def test_a_folder_that_holds_something_else_is_refused(shell, article, tmp_path):
    code, _, err = shell("analyze", article, article, "--format", "html", "-o", tmp_path)
    assert code == 2
    assert "the folder holds something else" in err
