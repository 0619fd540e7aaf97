"""Rows are counted, checked and grouped before anything is encoded."""

from __future__ import annotations

from pathlib import Path

import pytest

from biascheck.errors import ConfigError, DataError
from biascheck.training.adaptation.labels import read_labels
from biascheck.training.adaptation.subjects import find_subject
from tests.training.adaptation import rows

LOADED = ("neutral", "biased")


@pytest.fixture
def read(tmp_path):
    def go(lines, dimension="loaded", group=None):
        path = rows.write(tmp_path / "rows.jsonl", lines)
        return read_labels(find_subject(dimension), path, group)

    return go


def test_malformed_rows_are_counted_with_their_line(read):
    lines = rows.two(LOADED)
    lines[3:3] = ["{", '{"id": 1, "text": "It rained."}', '{"id": 1, "text": "x", "label": "odd"}']
    labels = read(lines)
    assert [row.line for row in labels.unreadable] == [4, 5, 6]
    assert "odd" in labels.unreadable[2].cause
    assert len(labels.rows) == 48
    assert labels.counts == {"neutral": 24, "biased": 24}


def test_groups_are_the_coarsest_field_that_all_rows_have(read):
    labelled = rows.two(LOADED)
    assert read(labelled).by == "outlet"
    for i, row in enumerate(labelled):
        row["doc_id"] = f"d{i // 6}"
    assert len(set(read(labelled, group="doc_id").groups)) == 8
    del labelled[0]["outlet"]
    assert read(labelled).by == "doc_id"
    del labelled[0]["doc_id"]
    assert (read(labelled).by, len(set(read(labelled).groups))) == ("id", 48)


def test_rows_that_are_read_together_are_never_parted(read):
    labels = read(rows.roles(), "role", "id")
    assert len(labels.cases) == 12
    assert len(set(labels.groups)) == 12


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "empty"),
        (["{", "[]"], "not JSON"),
        (rows.two(LOADED, 18), "18 labelled rows"),
        (rows.two(("biased", "biased")), "every row has the label 'biased'"),
        ([{**row, "outlet": "Ostren Post"} for row in rows.two(LOADED)], "there are 1"),
        ([{**row, "outlet": row["id"] < "r3"} for row in rows.two(LOADED)], "there are 2"),
    ],
)
def test_too_little_to_learn_from(read, lines, told):
    with pytest.raises(DataError, match=told) as caught:
        read(lines)
    assert caught.value.source
    assert caught.value.hint


def test_frames_need_a_frame(read):
    lines = [{**row, "labels": []} for row in rows.frames()]
    with pytest.raises(DataError, match="no row has a frame"):
        read(lines, "framing")


def test_a_group_that_a_row_lacks(read):
    labelled = rows.two(LOADED)
    del labelled[5]["outlet"]
    with pytest.raises(DataError, match="no outlet") as caught:
        read(labelled, group="outlet")
    assert caught.value.source.endswith(":6")
    with pytest.raises(ConfigError, match="'outlet'"):
        read(labelled, group="outlets")


def test_the_examples_can_be_read():
    path = Path(__file__).parents[3] / "examples" / "labels" / "business-loaded.jsonl"
    labels = read_labels(find_subject("loaded"), path, None)
    assert labels.unreadable == ()
    assert labels.counts == {"neutral": 36, "biased": 36}
    assert (labels.by, len(set(labels.groups))) == ("outlet", 6)
    assert len({row.id for row in labels.rows}) == 72
