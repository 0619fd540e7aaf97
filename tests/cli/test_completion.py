"""Shells complete commands, subcommands and options; each gets a script in its own language."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shell(tmp_path):
    """Return a function that runs a line in a shell that finds biascheck."""
    program = tmp_path / "biascheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m biascheck "$@"\n')
    program.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

    def run(line, program="bash", **environment):
        done = subprocess.run(
            [program, "-c", line],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": path, **environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout

    return run


@pytest.mark.parametrize(
    ("shell_name", "phrase"),
    [
        ("bash", "complete -o default -F _biascheck_completion biascheck"),
        ("zsh", "#compdef biascheck"),
        ("fish", "complete --command biascheck"),
    ],
)
def test_each_shell_gets_its_script(shell, shell_name, phrase):
    assert phrase in shell("biascheck", _BIASCHECK_COMPLETE=f"source_{shell_name}")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("biascheck an", {"analyze"}),
        ("biascheck analyze --fo", {"--format", "--force"}),
        ("biascheck datasets ch", {"check"}),
        ("biascheck nothing-such", set()),
    ],
)
def test_bash_completes(shell, typed, completed):
    words = typed.split()
    line = f"""
        eval "$(biascheck --show-completion)"
        COMP_WORDS=({typed}) COMP_CWORD={len(words) - 1}
        _biascheck_completion biascheck
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert set(shell(line).split()) == completed


def test_zsh_is_told_names_and_what_they_do(shell):
    told = shell(
        "biascheck", _BIASCHECK_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="biascheck an"
    )
    assert '"analyze":"Say how neutral an article is' in told


def test_fish_is_told_every_command(shell):
    from biascheck.cli.app import COMMANDS

    told = shell(
        "biascheck",
        _BIASCHECK_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_ARGS="biascheck ",
    )
    assert [line.split("\t")[0] for line in told.splitlines()] == list(COMMANDS)


@pytest.mark.parametrize("program", ["zsh", "fish"])
def test_the_shell_itself_takes_the_script(shell, program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    script = shell("biascheck", _BIASCHECK_COMPLETE=f"source_{program}")
    before = "autoload -U compinit; compinit -D\n" if program == "zsh" else ""
    shell(before + script, program)
