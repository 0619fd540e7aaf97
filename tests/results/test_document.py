"""docs/results.md: its code runs on results, its manifest and lines are what is written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.results import sample
from tests.results.test_manifest import manifest
from tests.results.test_reading import COUNTS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", CODE, ids=lambda block: block.split()[1])
def test_code_runs(block, tmp_path):
    for package in ("pandas", *re.findall(r"^import (\w+)", block, re.MULTILINE)):
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    sample.write(tmp_path / "out", blocks=2, size=5)
    manifest(counts=COUNTS).write(tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(map(str, (ROOT, *sys.path))), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_key_of_the_manifest_is_explained():
    section = TEXT.split("\n## Manifest\n")[1].split("\n## ")[0]
    told = set(
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)))
    )
    assert told == set(manifest().to_dict())


def test_the_lines_have_the_keys_that_are_written():
    (block,) = re.findall(r"^```json\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    error, duplicate = map(json.loads, block.splitlines())
    assert set(error) == {"id", "source", "line", "error"}
    assert set(duplicate["duplicate_of"]) == {"row", "id", "kind", "similarity"}
