"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "biascheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 50


def _id(path):
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_functions_fit_on_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body
            if ast.get_docstring(node) and len(body) > 1:
                start = body[1].lineno
                lines = (node.end_lineno or 0) - start + 1 + body[0].lineno - node.lineno
            else:
                lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= MAX_LINES, f"{node.name} has {lines} lines"


def test_no_module_is_a_drawer():
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "misc", "common"}]
