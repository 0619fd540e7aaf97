"""A local copy against its card, file by file."""

import gzip
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biascheck.catalogue.card import DataFile
from biascheck.catalogue.location import DATA_VARIABLE
from biascheck.catalogue.shelf import load_card, load_cards
from biascheck.catalogue.verification import check_copy, count_rows

ROWS = b'{"id": 1}\n{"id": 2}\n\n{"id": 3}'


@pytest.fixture
def copy(tmp_path):
    """Return a card of one file, and its path in a whole copy."""
    path = tmp_path / "part" / "rows.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(ROWS, mtime=0))
    stored = path.read_bytes()
    digest = hashlib.sha256(stored).hexdigest()
    file = DataFile("part/rows.jsonl.gz", "train", 3, len(stored), digest)
    return replace(load_card("mpqa"), name="small", files=(file,)), path


def test_a_whole_copy_is_ok(copy, tmp_path):
    card, _ = copy
    (result,) = check_copy(card, tmp_path)
    assert (result.card, result.path, result.state) == ("small", "part/rows.jsonl.gz", "ok")


def test_a_missing_file_is_named(copy, tmp_path):
    card, path = copy
    path.unlink()
    (result,) = check_copy(card, tmp_path)
    assert result.state == "missing"
    assert str(path) in result.detail


def test_other_rows_are_counted(copy, tmp_path):
    card, path = copy
    path.write_bytes(gzip.compress(b'{"id": 1}\n', mtime=0))
    (result,) = check_copy(card, tmp_path)
    assert result.state == "differs"
    assert "1 rows where the card has 3" in result.detail


def test_one_changed_letter_is_seen(copy, tmp_path):
    card, path = copy
    path.write_bytes(gzip.compress(ROWS.replace(b"1", b"9"), mtime=0))
    (result,) = check_copy(card, tmp_path)
    assert result.state == "differs"
    assert "sha256" in result.detail
    assert "rows" not in result.detail


@pytest.mark.parametrize("content", [b"no gzip at all", b""])
def test_a_broken_archive_is_never_ok(copy, tmp_path, content):
    card, path = copy
    path.write_bytes(content)
    (result,) = check_copy(card, tmp_path)
    assert result.state in {"unreadable", "differs"}


def test_a_truncated_archive_is_unreadable(copy, tmp_path):
    card, path = copy
    path.write_bytes(path.read_bytes()[:-9])
    (result,) = check_copy(card, tmp_path)
    assert result.state == "unreadable"
    assert "cut short" in result.detail


def test_a_folder_in_its_place_is_unreadable(copy, tmp_path):
    card, path = copy
    path.unlink()
    path.mkdir()
    (result,) = check_copy(card, tmp_path)
    assert result.state == "unreadable"


@settings(deadline=None)  # no test is timed
@given(st.lists(st.sampled_from(["{}", "  ", "", '{"a": "b"}']), max_size=20))
def test_rows_are_the_lines_that_are_not_blank(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("rows") / "x.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert count_rows(path) == sum(bool(line.strip()) for line in lines)


def test_a_header_is_no_row(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("word\tframe\nharbour\teconomic\n")
    assert count_rows(path) == 1


def test_other_files_have_no_rows(tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{}")
    assert count_rows(path) is None


@pytest.mark.skipif(DATA_VARIABLE not in os.environ, reason="no corpora on this machine")
def test_the_local_corpora_are_as_their_cards_say():
    folder = Path(os.environ[DATA_VARIABLE])
    cards = [card for card in load_cards() if card.kind != "encoder"]
    wrong = [
        result for card in cards for result in check_copy(card, folder) if result.state != "ok"
    ]
    assert wrong == []


def test_what_ships_beside_its_card_needs_no_copy(tmp_path):
    states = {check.state for check in check_copy(load_card("silver"), tmp_path)}
    assert states == {"ok"}


def test_a_copy_goes_before_what_ships(tmp_path):
    own = tmp_path / "silver" / "labels.jsonl.gz"
    own.parent.mkdir()
    own.write_bytes(gzip.compress(b'{"id": 1}\n', mtime=0))
    states = [check.state for check in check_copy(load_card("silver"), tmp_path)]
    assert states == ["differs", "ok"]
