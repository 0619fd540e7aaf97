"""docs/study.ipynb: it runs, and what is stored is what it prints."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "study.ipynb"
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "notebook"))


@pytest.fixture(scope="module")
def stored():
    return nbformat.read(NOTEBOOK, as_version=4)


def test_it_is_small_valid_and_free_of_what_changes(stored):
    assert NOTEBOOK.stat().st_size < 300_000
    nbformat.validate(stored)
    assert not any(cell.metadata for cell in stored.cells)
    assert "/tmp/" not in NOTEBOOK.read_text(encoding="utf-8")


def test_every_cell_shows_something_and_none_an_error(stored):
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        assert cell.outputs
        assert all(output.output_type != "error" for output in cell.outputs)
    images = [o for cell in code for o in cell.outputs if "image/png" in o.get("data", {})]
    assert len(images) == 1


@pytest.mark.skipif(
    not list((ROOT / "models").glob("*/biascheck.json")), reason="no model is installed"
)
def test_it_runs_and_prints_what_is_stored():
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "notebook"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("a  0.83 [1,200]", "a 0.84 [1,201]", True),
        ("a 0.83", "a 0.93", False),
        ("a 0.83", "b 0.83", False),
        ("a 0.83", "a 0.83 0.84", False),
        ("p .043", "p .050", True),
        ("12 articles", "13 articles", False),
    ],
)
def test_outputs_may_differ_in_their_last_digits_only(old, new, same):
    assert SCRIPT["same"](old, new) is same
