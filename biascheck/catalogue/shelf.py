"""Where the cards stand, and getting one by its name."""

from __future__ import annotations

from pathlib import Path

from biascheck.catalogue.card import Card, read_card
from biascheck.errors import DataError, unknown_name

_PACKAGE = Path(__file__).resolve().parent.parent


def cards_folder() -> Path:
    """Return the folder of all cards: inside an installed package, or of the checkout.

    Raises:
        DataError: Neither exists.
    """
    # A wheel carries the cards inside; a checkout has them at its top level.
    candidates = (_PACKAGE / "_datasets", _PACKAGE.parent / "datasets")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise DataError(
        "the dataset cards are not installed.",
        source=str(candidates[0]),
        hint="Install biascheck again from a wheel or a full checkout.",
    )


def local_path(path: str, folder: Path, shelf: Path | None = None) -> Path:
    """Return where a file of a corpus lies: in the corpora folder, else where it ships.

    Args:
        path: As its card names it.
        folder: The corpora folder.
        shelf: The folder of all cards (default: the installed one).
    """
    copy, shipped = folder / path, (shelf or cards_folder()) / path
    return shipped if shipped.is_file() and not copy.exists() else copy


def card_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of all cards, in alphabetical order."""
    shelf = folder or cards_folder()
    return tuple(sorted(path.parent.name for path in shelf.glob("*/manifest.json")))


def load_card(name: str, folder: Path | None = None) -> Card:
    """Return one card.

    Args:
        name: The card's name, for instance ``mpqa``.
        folder: The folder of all cards (default: the installed one).

    Raises:
        ConfigError: No card has this name.
        DataError: The card is malformed.
    """
    shelf = folder or cards_folder()
    names = card_names(shelf)
    if name not in names:
        raise unknown_name("dataset", name, names)
    return read_card(shelf / name)


def load_cards(folder: Path | None = None) -> tuple[Card, ...]:
    """Return all cards, in alphabetical order."""
    shelf = folder or cards_folder()
    return tuple(read_card(shelf / name) for name in card_names(shelf))
