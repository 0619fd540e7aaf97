"""The command line as a whole: names, exit codes, messages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from biascheck import __version__
from biascheck.cli import app, main

CLI = Path(app.__file__).parent


def test_every_command_has_a_file():
    files = {name: f"{app.module_of(name).rpartition('.')[2]}.py" for name in app.COMMANDS}
    assert [name for name, file in files.items() if not (CLI / file).is_file()] == []


def test_help_lists_every_command(shell):
    code, out, _ = shell("--help")
    assert code == 0
    for name, told in app.COMMANDS.items():
        assert name in out
        assert told in out


@pytest.mark.parametrize("name", ["analyze", "batch", "models"])
def test_short_help_is_the_first_line_of_the_long_one(shell, name):
    code, out, _ = shell(name, "--help")
    assert code == 0
    assert app.COMMANDS[name] in out


def test_version(shell):
    assert shell("--version") == (0, f"biascheck {__version__}\n", "")


def test_no_command_is_a_usage_error_with_help(shell):
    code, out, err = shell()
    assert (code, out) == (2, "")
    assert "Commands:" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["analyse"], "unknown command 'analyse'. Did you mean 'analyze'?"),
        (["analyze", "--formt", "json"], "No such option: --formt"),
        (["analyze", "--format", "jsn", "x"], "unknown format 'jsn'. Did you mean 'json'?"),
        (["analyze", "--width", "many", "x"], "--width"),
        (["batch"], "Missing"),
    ],
)
def test_usage_errors(shell, arguments, told):
    code, out, err = shell(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.startswith("biascheck: ")


def test_interrupt(shell, monkeypatch, article):
    def interrupted(source):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["biascheck.reading.files"], "read", interrupted)
    assert shell("analyze", article) == (130, "", "")


def test_a_bug_is_told_in_one_line(shell, article):
    article.write_text("BUG", encoding="utf-8")
    code, out, err = shell("analyze", article)
    assert (code, out) == (4, "")
    assert len(err.splitlines()) == 1
    assert "this is a bug (ZeroDivisionError: division by zero)" in err


def test_a_bug_shows_its_traceback_on_demand(shell, article, monkeypatch, capsys):
    monkeypatch.setenv("BIASCHECK_DEBUG", "1")
    article.write_text("BUG", encoding="utf-8")
    assert main(["analyze", str(article)]) == 4
    assert "Traceback" in capsys.readouterr().err


PROGRAM = """
import sys
from tests import fakes
import pytest
with pytest.MonkeyPatch.context() as patch:
    fakes.install(patch)
    from biascheck.cli import main
    sys.exit(main())
"""
ROOT = Path(__file__).parents[2]


def run(command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PY": sys.executable, "CODE": PROGRAM}
    environment.pop("NO_COLOR", None)
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )


ANALYZE = '"$PY" -c "$CODE" analyze examples/harbour-bridge.txt'


def test_closed_pipe_is_quiet():
    done = run(f'{ANALYZE} | true; echo "${{PIPESTATUS[0]}}"')
    assert done.stdout == "0\n"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk():
    done = run(f"{ANALYZE} > /dev/full")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
    assert "standard output: there is no space left. Free some" in done.stderr


def test_closed_standard_output():
    done = run(f"{ANALYZE} >&-")
    assert done.returncode == 4
    assert "standard output: it is closed." in done.stderr


def test_closed_standard_error():
    done = run(f"{ANALYZE} missing.txt --format json 2>&-")
    assert done.returncode == 3
    assert done.stdout.startswith("[")


def test_closed_standard_input():
    done = run('"$PY" -c "$CODE" analyze <&-')
    assert done.returncode == 2
    assert "no article is given" in done.stderr


def test_latin_terminal():
    done = run(f"PYTHONIOENCODING=ascii {ANALYZE}")
    assert done.returncode == 0
    assert done.stdout.isascii()
    done = run(f"PYTHONIOENCODING=ascii {ANALYZE} --format json")
    assert "–" in done.stdout


def test_completion():
    words = '_BIASCHECK_COMPLETE=complete_bash COMP_WORDS="biascheck an" COMP_CWORD=1'
    assert run(f'{words} "$PY" -m biascheck').stdout.strip() == "analyze"
