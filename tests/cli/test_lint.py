from __future__ import annotations

import json

import pytest

from biascheck.lint.registry import DIMENSIONS, RULES, load_rule
from tests.fakes import FakeAnalyzer
from tests.lint.desk import Desk

BAD = "A shameful act.\n\nThe mayor squandered it.\n"


@pytest.fixture
def lint(shell, monkeypatch, tmp_path):
    """Return the command with an analyzer that reads marks, in an empty folder."""
    real = FakeAnalyzer.analyze

    def analyze(self, article, *, targets=()):
        real(self, article)  # chokes where the stand-in does
        return Desk().analyze(article)

    monkeypatch.setattr(FakeAnalyzer, "analyze", analyze)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "good.md").write_text("It rained.\n", encoding="utf-8")
    (tmp_path / "choke.md").write_text("CHOKE", encoding="utf-8")
    return lambda *arguments, **more: shell("lint", *arguments, **more)


def test_findings_and_their_exit_code(lint):
    code, out, err = lint("bad.md", "good.md")
    assert code == 1
    assert out.splitlines() == [
        "bad.md:1:1: error BC101 opinion in the author's voice (certainty 0.90): shameful",
        "bad.md:3:11: warning BC102 loaded wording (certainty 0.80): squandered",
    ]
    assert err == "biascheck: 2 files, 2 findings (1 error, 1 warning).\n"


def test_nothing_found(lint):
    assert lint("good.md") == (0, "", "biascheck: 1 file, no finding.\n")
    assert lint("good.md", "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (["--fail-level", "error"], 1),
        (["--fail-level", "none"], 0),
        (["--ignore", "opinion", "--fail-level", "error"], 0),
        (["--ignore", "opinion"], 1),
        (["--severity", "opinion=info", "--severity", "loaded=info"], 0),
        (["--severity", "opinion=info", "--select", "opinion", "--fail-level", "info"], 1),
        (["--profile", "opinion"], 0),
        (["--desk", "*.md=opinion"], 0),
        (["--threshold", "opinion=0.95", "--threshold", "loaded=0.95"], 0),
    ],
)
def test_the_exit_code_hangs_on_the_level(lint, flags, code):
    assert lint("bad.md", *flags)[0] == code


def test_a_failure_comes_before_a_finding_and_stops_nothing(lint):
    code, out, err = lint("choke.md", "bad.md", "missing.md")
    assert code == 3
    assert len(out.splitlines()) == 2
    assert "biascheck: choke.md: the text chokes us. Rewrite it." in err
    assert "2 failures." in err
    assert lint("choke.md")[0] == 4


def test_files_are_linted_once_and_none_is_an_error(lint):
    assert len(lint("bad.md", "bad.md")[1].splitlines()) == 2
    code, _, err = lint()
    assert (code, "no file is given" in err) == (2, True)


def test_standard_input(lint):
    code, out, _ = lint("-", stdin="A shameful act.\n")
    assert (code, out[:6]) == (1, "-:1:1:")
    assert lint("-", "-", stdin="x")[0] == 2


def test_the_model_is_loaded_once_with_what_the_rules_read(lint):
    lint("bad.md", "good.md", "--model", "m", "--device", "cuda")
    assert FakeAnalyzer.loaded == [("m", "cuda", DIMENSIONS)]


@pytest.mark.parametrize("flags", [["--profile", "x"], ["--select", "x"], ["--fail-level", "x"]])
def test_wrong_options_are_told_before_anything_is_read(lint, flags):
    code, _, err = lint("missing.md", *flags)
    assert code == 2
    assert "missing.md" not in err
    assert FakeAnalyzer.loaded == []


def test_settings_come_from_the_file_and_flags_win(lint, tmp_path):
    settings = '[lint]\nprofile = "analysis"\nignore = ["loaded"]\nseverity = ["opinion=warning"]\n'
    (tmp_path / "biascheck.toml").write_text(settings, encoding="utf-8")
    _, out, _ = lint("bad.md")
    assert out.startswith("bad.md:1:1: warning BC101")
    assert len(out.splitlines()) == 1
    assert lint("bad.md", "--profile", "opinion", "--severity", "opinion=none")[0] == 0


def test_baseline(lint, tmp_path):
    code, out, err = lint("bad.md", "--baseline", "known.json", "--write-baseline")
    assert (code, out, err) == (0, "", "biascheck: 2 findings in known.json.\n")
    code, out, err = lint("bad.md", "--baseline", "known.json")
    assert (code, out) == (0, "")
    assert "2 known from the baseline" in err
    (tmp_path / "bad.md").write_text(f"It rained.\n\n{BAD}\nA shameful end.\n", encoding="utf-8")
    code, out, _ = lint("bad.md", "--baseline", "known.json")
    assert (code, len(out.splitlines())) == (1, 1)
    (tmp_path / "bad.md").write_text("It rained.\n", encoding="utf-8")
    assert "2 findings no longer there" in lint("bad.md", "--baseline", "known.json")[2]


def test_a_baseline_that_is_not_there(lint):
    code, _, err = lint("bad.md", "--baseline", "missing.json")
    assert code == 4
    assert "--write-baseline" in err
    assert lint("bad.md", "--write-baseline")[0] == 2


def test_a_failed_run_writes_no_empty_baseline(lint, tmp_path):
    assert lint("choke.md", "--baseline", "known.json", "--write-baseline")[0] == 4
    assert not (tmp_path / "known.json").exists()
    assert lint("bad.md", "choke.md", "--baseline", "known.json", "--write-baseline")[0] == 3


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_formats_and_output_file(lint, tmp_path, name):
    assert lint("bad.md", "--format", name, "-o", "out.json")[0] == 1
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))


def test_comments_that_mean_nothing_are_told(lint, tmp_path):
    (tmp_path / "bad.md").write_text(f"<!-- biascheck: ignore XX -->\n{BAD}", encoding="utf-8")
    _, out, err = lint("bad.md")
    assert len(out.splitlines()) == 2
    assert "bad.md: line 1: <!-- biascheck: ignore XX --> has no effect" in err


def test_a_page_says_what_its_lines_are(lint, tmp_path):
    (tmp_path / "page.html").write_text("A shameful act.\n", encoding="utf-8")
    assert "lines and columns are those of the text found in it" in lint("page.html")[2]


@pytest.mark.parametrize("word", ["BC103", "unattributed"])
def test_explain(lint, word):
    code, out, _ = lint("--explain", word)
    assert code == 0
    assert out.startswith("BC103 unattributed:")
    assert lint("--explain", "BC999")[0] == 2


def test_list_rules(lint):
    code, out, _ = lint("--list-rules")
    assert code == 0
    assert all(load_rule(name).CODE in out for name in RULES)
