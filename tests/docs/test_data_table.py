"""docs/data.md lists every card with its licence; licences are said where they must be."""

from pathlib import Path

import pytest

from biascheck.catalogue.shelf import load_cards

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
CARDS = load_cards()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_every_card_has_its_line(card):
    rows = f"{card.rows:,}" if card.rows else ""
    free = "yes" if card.licence.permissive else "no"
    link = f"[`{card.name}`](../datasets/{card.name}/README.md)"
    assert f"| {link} | {rows} | {', '.join(card.heads)} | {card.licence} | {free} |" in TEXT


def test_no_line_is_left_over():
    assert TEXT.count("(../datasets/") - TEXT.count("[its card](") == len(CARDS)


@pytest.mark.parametrize("document", ["README.md", "models/LICENSE", "docs/data.md"])
def test_the_licence_of_the_weights_is_said(document):
    assert "CC BY-NC-SA 4.0" in (ROOT / document).read_text(encoding="utf-8")


def test_the_licence_of_the_code_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
