"""Every column is documented, and docs/results.md says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from biascheck.labels import FRAMES
from biascheck.render.contract import SCORES
from biascheck.results.columns import COLUMNS, OUTCOME, markdown

DOCUMENT = (Path(__file__).parents[2] / "docs" / "results.md").read_text(encoding="utf-8")
ALL = [(name, it) for name, its in (*COLUMNS.items(), ("", OUTCOME)) for it in its]


@pytest.mark.parametrize("table", COLUMNS)
def test_names_are_unique_and_begin_with_the_key(table):
    names = [column.name for column in COLUMNS[table]]
    assert names[:2] == ["row", "id"]
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(("table", "column"), ALL, ids=lambda it: getattr(it, "name", it))
def test_column_says_what_it_is(table, column):
    assert len(column.meaning) > 3
    if column.kind in {"float", "double"}:
        assert " to " in column.meaning, "a number has a range"


def test_every_score_has_its_columns():
    names = {column.name for column in COLUMNS["articles"]}
    assert names >= {*SCORES, *(f"{name}_reason" for name in SCORES)}
    assert str(len(FRAMES)) in next(
        column.meaning for column in COLUMNS["frames"] if column.name == "frame"
    )


@pytest.mark.parametrize("table", COLUMNS)
def test_the_document_says_the_same(table):
    assert f"\n### {table}\n" in DOCUMENT
    assert markdown(COLUMNS[table]) + "\n" in DOCUMENT.split(f"\n### {table}\n")[1]


def test_the_document_has_no_other_table():
    found = re.findall(r"^### (\w+)$", DOCUMENT, re.MULTILINE)
    assert found == list(COLUMNS)
    assert markdown(OUTCOME) in DOCUMENT
