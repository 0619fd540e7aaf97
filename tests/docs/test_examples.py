"""The code of README, tutorials and how-to runs, and prints what the pages show."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest
import yaml

from biascheck.cli.app import COMMANDS, load_command

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "examples"))
NAV = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
KINDS = {kind: pages for section in NAV for kind, pages in section.items()}
RUN = [
    ROOT / "README.md",
    *(
        ROOT / "docs" / path
        for kind in ("Tutorials", "How-to")
        for page in KINDS[kind]
        for path in page.values()
    ),
]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
needs_model = pytest.mark.skipif(
    not list((ROOT / "models").glob("*/biascheck.json")), reason="no model is installed"
)


@needs_model
@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_its_code_runs_and_prints_what_it_shows(page, tmp_path):
    shown = page.read_text(encoding="utf-8")
    printed = SCRIPT["follow"](shown, tmp_path)
    assert printed == shown, SCRIPT["difference"](shown, printed)


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_what_is_not_run_says_why(page):
    notes = [block["note"] for block in SCRIPT["BLOCK"].finditer(page.read_text(encoding="utf-8"))]
    told = [note for note in notes if note and note.startswith("not run")]
    assert [note for note in told if not re.fullmatch(r"not run: \w.{4,}", note)] == []


def calls(page):
    """Yield the words of every call of a command in a block of a page, run or not."""
    for block in SCRIPT["BLOCK"].finditer(page.read_text(encoding="utf-8")):
        if block["language"] in {"sh", "console"}:
            for line in block["body"].splitlines():
                called = re.search(r"(?:^|\||\$ )(?:\s*_\w+=\w+)?\s*biascheck ([^|>]+)", line)
                # Options of biascheck itself come before the command; --config has a value.
                told = re.sub(r"^(--config \S+|-\S+)\s*", "", called[1]) if called else ""
                if told:
                    yield shlex.split(told, comments=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page):
    for words in calls(page):
        assert words[0] in COMMANDS or words[0] == "COMMAND", words
        command = load_command(words[0]) if words[0] in COMMANDS else None
        below = getattr(command, "commands", {})
        command = below.get(words[1] if len(words) > 1 else None, command)
        known = {
            option
            for parameter in getattr(command, "params", ())
            for option in (*parameter.opts, *parameter.secondary_opts)
        }
        given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert given - known - {"--help"} == set(), words


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("```sh\nexit 3\n```\n", "line 1: exit code 3, not 0"),
        ("a\n\n<!-- exits with 3 -->\n```sh\ntrue\n```\n", "line 4: exit code 0, not 3"),
        ("```python\nraise SystemExit('no')\n```\n", "no"),
        ("<!-- output -->\n```text\nhello\n```\n", "no block above it was run"),
    ],
)
def test_a_block_that_does_something_else_is_told(page, told, tmp_path):
    with pytest.raises(SCRIPT["PageError"], match=re.escape(told)):
        SCRIPT["follow"](page, tmp_path)


def test_an_output_is_written_anew_where_more_than_times_differ(tmp_path):
    page = "```sh\n{}\n```\n\n<!-- output -->\n```text\n{}\n```\n"
    stale = page.format("echo 'two in 3.5 s'", "one in 2.0 s")
    assert SCRIPT["follow"](stale, tmp_path / "a") == stale.replace("one in 2.0 s", "two in 3.5 s")
    kept = page.format("echo 'one in 3.5 s (7/s)'", "one in 2.0 s (1.1/s)")
    assert SCRIPT["follow"](kept, tmp_path / "b") == kept


def test_a_block_finds_what_those_above_it_wrote_and_no_other_page_does(tmp_path):
    page = "```sh\nls examples/*.txt > names\n```\n\n```python\nprint(open('names').read())\n```\n"
    SCRIPT["follow"](page, tmp_path / "a")
    with pytest.raises(SCRIPT["PageError"], match="names"):
        SCRIPT["follow"]("```sh\ncat names\n```\n", tmp_path / "b")


def test_a_block_marked_not_run_is_not_run(tmp_path):
    page = "<!-- not run: it would fail -->\n```sh\nfalse\n```\n"
    assert SCRIPT["follow"](page, tmp_path) == page
