"""Cards: every shipped one is whole, its two halves agree, and a malformed one is named."""

import json
import re
from pathlib import Path

import pytest

from biascheck.catalogue.card import read_card
from biascheck.catalogue.shelf import cards_folder, load_cards
from biascheck.errors import DataError
from biascheck.training.corpora import CORPORA

CARDS = {card.name: card for card in load_cards()}
EXPECTED = {
    "articles", "babe", "ccf", "dragnet", "dse", "gold", "gvfc", "mfc_lexicons", "minilm", "mpqa",
    "narrative", "news_discourse", "newsmtsc", "newssd", "persent", "policy_frames_codebook",
    "polnear", "ptc", "repeated_lines", "seesaw", "silver",
}  # fmt: skip
SECTIONS = (
    "Source and citation", "Licence, as found", "What is labelled", "Role in training",
    "Known problems", "How to obtain", "Files",
)  # fmt: skip


# Two sources of the training mixture are read from one corpus.
SAME_CORPUS = {"seesaw_article": "seesaw"}


def flat(text):
    return " ".join(text.split())


def test_every_corpus_has_a_card():
    assert set(CARDS) == EXPECTED


@pytest.mark.parametrize("source", sorted(CORPORA))
def test_whatever_can_be_trained_on_has_a_card(source):
    assert SAME_CORPUS.get(source, source) in CARDS


@pytest.mark.parametrize("name", sorted(CARDS))
def test_both_halves_say_the_same(name):
    card = CARDS[name]
    text = flat(card.text())
    assert card.name == card.folder.name
    assert flat(f"# {card.title}") in text
    for part in (*card.citation, card.licence.as_found, card.obtain, card.role_in_training):
        assert part in text
    for file in card.files:
        rows = "" if file.rows is None else f"{file.rows:,}"
        assert flat(f"| `{file.path}` | {file.split} | {rows} | `{file.sha256}` |") in text


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_has_every_section(name):
    text = CARDS[name].text()
    assert all(f"\n## {section}\n" in text for section in SECTIONS)
    assert CARDS[name].known_problems


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_missing_licence_is_said(name):
    licence = CARDS[name].licence
    if licence.identifier is None:
        assert str(licence) == "none stated"
        assert re.search(
            r"none stated|no licence|belong to|this project", licence.as_found, re.IGNORECASE
        )


@pytest.mark.parametrize("name", sorted(CARDS))
def test_files_are_plausible(name):
    for file in CARDS[name].files:
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert file.split in {"train", "dev", "all"}
        assert file.size > 0
        assert not Path(file.path).is_absolute()
        assert ".." not in Path(file.path).parts


def test_the_folder_holds_cards_only():
    # No text of a corpus, and no __init__.py: it would shadow a package called datasets.
    found = {path.name for path in cards_folder().rglob("*") if path.is_file()}
    # Silver's labels are positions, see tests/training/corpora/test_silver.py.
    assert found == {"README.md", "manifest.json", "labels.jsonl.gz", "repeated.jsonl.gz"}
    assert {p.parent.name for p in cards_folder().rglob("*.gz")} == {"silver"}


def test_no_json_names_the_line(tmp_path):
    (tmp_path / "manifest.json").write_text('{\n "schema": \n}')
    with pytest.raises(DataError, match=r"manifest\.json:3: it is no JSON"):
        read_card(tmp_path)


def test_a_missing_key_is_named(tmp_path):
    manifest = CARDS["mpqa"].manifest()
    del manifest["citation"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DataError, match="citation"):
        read_card(tmp_path)


def test_another_schema_is_refused(tmp_path):
    manifest = {**CARDS["mpqa"].manifest(), "schema": "biascheck.dataset/9"}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DataError, match="dataset/9"):
        read_card(tmp_path)


def test_a_missing_card_says_what_to_do(tmp_path):
    with pytest.raises(DataError, match="Install biascheck again"):
        read_card(tmp_path)
