"""Every command has a man page, which says what its help says and is sound troff."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from biascheck import __version__
from biascheck.cli import main
from biascheck.cli.app import COMMANDS, load_command

ROOT = Path(__file__).parents[2]
NAMES = sorted(
    ["biascheck", *COMMANDS]
    + [
        f"{name} {below}"
        for name in COMMANDS
        for below in getattr(load_command(name), "commands", {})
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("man") / "man1"
    script = [sys.executable, str(ROOT / "scripts" / "man"), str(out)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


def page_of(folder, name):
    words = name.split() if name == "biascheck" else ["biascheck", *name.split()]
    return (folder / f"{'-'.join(words)}.1").read_text(encoding="utf-8")


def test_there_is_a_page_for_each_command_and_no_other(folder):
    assert len(list(folder.iterdir())) == len(NAMES)
    assert all(__version__ in page_of(folder, name).splitlines()[0] for name in NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "biascheck"])
def test_it_names_the_options_that_the_help_names(folder, name, capsys):
    assert main([*name.split(), "--help"]) == 0
    helped = re.findall(r"^  (-.*?)(?:  |$)", capsys.readouterr().out, re.MULTILINE)
    paged = re.findall(r"^\.TP\n(.+)", page_of(folder, name), re.MULTILINE)
    names = re.compile(r"--?[a-z][a-z-]*")
    assert names.findall(" ".join(paged).replace("\\-", "-").replace("\\fB", " ")) == [
        option for option in names.findall(" ".join(helped)) if option != "--help"
    ]


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_troff_finds_nothing_to_warn_of(folder):
    for page in sorted(folder.iterdir()):
        done = subprocess.run(
            ["groff", "-ww", "-man", "-Tascii", str(page)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), page.name


def test_a_folder_must_be_named():
    script = [sys.executable, str(ROOT / "scripts" / "man")]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "scripts/man OUT" in done.stderr
