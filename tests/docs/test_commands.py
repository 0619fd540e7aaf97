"""docs/cli.md names every command, subcommand and option that there is, and no other command."""

import re
from pathlib import Path

import pytest

from biascheck.cli.app import COMMANDS
from biascheck.cli.app import load_command as loaded
from biascheck.errors import ExitCode

TEXT = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


def options(command):
    """Return every option of a command and its subcommands."""
    own = {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    }
    below = getattr(command, "commands", {}).values()
    unasked = {"--help", "--install-completion", "--show-completion"}
    return own.union(*map(options, below)) - unasked


def test_every_command_has_a_section_and_no_section_is_left_over():
    documented = {title.removeprefix("biascheck ") for title in SECTIONS if "biascheck " in title}
    assert documented == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_documented(name):
    section = SECTIONS[f"biascheck {name}"]
    missing = {option for option in options(loaded(name)) if f"`{option}`" not in section}
    assert missing == set()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_documented_option_is_invented(name):
    tables = "".join(
        line for line in SECTIONS[f"biascheck {name}"].splitlines() if line.startswith("| `-")
    )
    known = options(loaded(name))
    assert set(re.findall(r"`(-[-\w]+)`", tables)) <= known


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_subcommand_is_documented(name):
    section = SECTIONS[f"biascheck {name}"]
    for subcommand in getattr(loaded(name), "commands", {}):
        assert f"`{subcommand}`" in section or f"biascheck {name} {subcommand}" in section


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_readme_or_cli_shows_each_command_in_use(name):
    assert f"\nbiascheck {name}" in SECTIONS[f"biascheck {name}"]


def test_every_exit_code_is_documented():
    codes = {
        int(code) for code in re.findall(r"^\| (\d+) \|", SECTIONS["Exit codes"], re.MULTILINE)
    }
    assert codes == {int(code) for code in ExitCode}
