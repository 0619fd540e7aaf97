"""docs/annotate.md and docs/notebooks.md say what the code says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from biascheck.annotation.doccano import read
from biascheck.annotation.formats import TOOLS
from biascheck.annotation.votes import label
from biascheck.frames import TABLES
from biascheck.results.columns import REPORT_SCORES, markdown
from biascheck.results.frames import REPORT_TABLES

ROOT = Path(__file__).parents[2]
ANNOTATE = (ROOT / "docs" / "annotate.md").read_text(encoding="utf-8")
NOTEBOOKS = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
STUDY = ROOT / "examples" / "study"


def test_the_row_shown_is_a_row_of_the_study():
    shown = json.loads(re.search(r"```json\n(.*?)```", ANNOTATE, re.DOTALL)[1])
    people = [item for name in ("ada", "ben") for item in read(STUDY / f"{name}.jsonl")]
    rows = {row["id"]: row for row in label(people).rows}
    row = rows[shown["id"]]
    assert row["text"].startswith(shown["text"].removesuffix("..."))
    assert shown | {"text": ""} == row | {"text": ""}


def test_every_tool_can_be_seen():
    assert all(name in ANNOTATE or name.replace("-", " ") in ANNOTATE.lower() for name in TOOLS)


def test_the_table_of_scores_is_the_schema():
    assert markdown(REPORT_SCORES) in NOTEBOOKS


def test_every_table_is_named():
    assert all(f"`{name}`" in NOTEBOOKS for name in (*REPORT_TABLES, *TABLES))


def test_what_people_corrected_is_about_the_articles_of_the_study():
    lines = (STUDY / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for name in ("ada", "ben"):
        assert {item.id: item.text for item in read(STUDY / f"{name}.jsonl")} == texts
