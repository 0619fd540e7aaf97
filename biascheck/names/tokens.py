"""Words and marks of a sentence, cut so that a name and its alias are always cut alike."""

from __future__ import annotations

import re
from typing import NamedTuple

# Dotted abbreviations and initials stay whole; a hyphen, a possessive and every
# other mark stand alone, so that "Armenian-Azeri" holds two names and "Chad's" one.
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|[’'][sS]\b"
    r"|[^\W_]+(?:[’'](?![sS]\b)[^\W_]+)*"
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """One word or mark.

    ``norm`` is the text without the periods of a dotted abbreviation ("U.S." is
    "US") and with a straight apostrophe; ``start`` and ``end`` are code points.
    """

    norm: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether the token is a word with a capital first letter."""
        return self.norm[0].isupper()

    @property
    def word(self) -> bool:
        """Whether the token is a word or number, not a mark."""
        return self.norm[0].isalnum()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``, with offsets into ``text``."""
    stop = len(text) if end is None else end
    found = []
    for match in _TOKEN.finditer(text, start, stop):
        norm = match.group()
        if "’" in norm:
            norm = norm.replace("’", "'")
        if norm.count(".") > 1:
            norm = norm.replace(".", "")
        found.append(Token(norm, *match.span()))
    return found
