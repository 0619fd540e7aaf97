from __future__ import annotations

import pytest

from biascheck.labels import ROLES
from biascheck.render.marks import ASCII, BLUE, GREY, MARKS, ORANGE


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", [BLUE, GREY, ORANGE])
def test_colours_are_readable_on_black_and_on_white(colour):
    luminance = _luminance(colour)
    assert (luminance + 0.05) / 0.05 >= 4
    assert 1.05 / (luminance + 0.05) >= 4


def test_roles_differ_without_colour():
    assert tuple(MARKS) == ROLES
    assert len({mark.letter for mark in MARKS.values()}) == len(ROLES)


def test_ascii_replacements_keep_roles_apart():
    letters = {mark.letter.translate(ASCII) for mark in MARKS.values()}
    assert len(letters) == len(ROLES)
    assert all(letter.isascii() for letter in letters)
