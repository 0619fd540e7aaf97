"""How a role looks: a letter, a bar and a colour, so that no reader needs the colour.

The colours are mid-tones that keep a contrast of at least 4:1 against black and
against white, since a terminal does not tell its background; orange and blue stay
apart for readers who confuse red and green.

Source: WCAG 2.2, contrast ratio; Okabe and Ito 2008, "Color Universal Design".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from biascheck.labels import Role

ORANGE: Final = "#af5f00"
BLUE: Final = "#0078b4"
GREY: Final = "#767676"


@dataclass(frozen=True, slots=True)
class Mark:
    """The margin of a passage: ``letter`` and ``bar``, both one column wide."""

    letter: str
    bar: str
    margin_style: str
    text_style: str
    meaning: str


MARKS: Final[dict[Role, Mark]] = {
    "reporting": Mark("R", "│", GREY, "", "reporting"),
    "quote": Mark("“", "│", f"bold {BLUE}", "", "quote"),
    "opinion": Mark("O", "┃", f"bold {ORANGE}", ORANGE, "opinion"),
    "boilerplate": Mark("·", "┊", GREY, GREY, "page furniture"),
}
LOADED_STYLE: Final = f"bold underline {ORANGE}"
LOADED_OPEN: Final = "‹"
LOADED_CLOSE: Final = "›"

# For outputs that cannot show our signs; one character each, so no line moves.
ASCII: Final = str.maketrans(
    {
        "│": "|",
        "┃": "#",
        "┊": ":",
        "█": "#",
        "░": ".",
        "─": "-",
        "‹": "<",
        "›": ">",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "·": ".",
        "…": "~",
        "≥": ">",
        "≤": "<",
    }
)
