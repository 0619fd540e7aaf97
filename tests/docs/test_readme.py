"""The README: its lines are what the checks run, its output is what is printed.

That its code runs is held by test_examples.py.
"""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
needs_model = pytest.mark.skipif(
    not list((ROOT / "models").glob("*/biascheck.json")), reason="no model is installed"
)


def test_the_install_and_an_example_come_first():
    lines = README.splitlines()[:25]
    install = next(line for line in lines if line.startswith("python3 -m venv"))
    assert install.endswith(" analyze examples/harbour-bridge.txt")
    assert "$ biascheck analyze examples/harbour-bridge.txt --summary" in lines


def test_every_file_that_a_line_names_is_there():
    for path in re.findall(r"\b(?:examples|scripts)/[\w.-]+", README):
        assert (ROOT / path).exists()


def test_ci_runs_the_second_line():
    # .ci/run takes the line out of the README itself, by what it ends in.
    lines = [line for line in README.splitlines() if "scripts/check .venv/bin/python" in line]
    assert len(lines) == 1
    assert "scripts/check .venv/bin/python" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@needs_model
def test_the_output_is_what_the_command_prints_now():
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "readme"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_block_is_filled_from_its_command():
    script = runpy.run_path(str(ROOT / "scripts" / "readme"))
    text = "a\n<!-- output:version -->\n```console\n$ biascheck --version\nold\n```\nb\n"
    assert script["fill"](text) == (
        "a\n<!-- output:version -->\n```console\n$ biascheck --version\nbiascheck 0.1.0\n```\nb\n"
    )
