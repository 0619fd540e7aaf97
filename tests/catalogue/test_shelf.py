"""Finding cards by name, in a wheel and in a checkout."""

import pytest

from biascheck.catalogue import shelf
from biascheck.errors import ConfigError, DataError


def test_an_unknown_name_has_a_near_match():
    with pytest.raises(ConfigError, match="Did you mean 'polnear'"):
        shelf.load_card("polnaer")


def test_names_are_sorted_and_loadable():
    names = shelf.card_names()
    assert list(names) == sorted(names)
    assert [card.name for card in shelf.load_cards()] == list(names)


def test_cards_inside_the_package_come_first(tmp_path, monkeypatch):
    package = tmp_path / "site" / "biascheck"
    (package / "_datasets").mkdir(parents=True)
    (package.parent / "datasets").mkdir()
    monkeypatch.setattr(shelf, "_PACKAGE", package)
    assert shelf.cards_folder() == package / "_datasets"
    (package / "_datasets").rmdir()
    assert shelf.cards_folder() == package.parent / "datasets"


def test_no_cards_at_all_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "_PACKAGE", tmp_path / "biascheck")
    with pytest.raises(DataError, match="not installed"):
        shelf.cards_folder()
