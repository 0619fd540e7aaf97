"""Text of strangers, made safe to show.

An article may carry terminal escapes, control characters or bidirectional
overrides. They are shown as visible signs instead of being obeyed, so that what
the reader sees is what the article says.

Source: Boucher and Anderson 2023, "Trojan Source: Invisible Vulnerabilities"
(the bidirectional controls); Unicode 15, section 23.1 (control pictures).
"""

from __future__ import annotations

import re
from typing import Final

# Everything that a terminal or a bidirectional display acts upon, blanks apart.
_ACTIVE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BLANKS: Final = re.compile(r"[\s\u2028\u2029]+")
_CONTROL_PICTURES: Final = 0x2400
_DELETE_PICTURE: Final = "\u2421"


def inline(text: str) -> str:
    """Return the text on one line: blanks joined, active characters made visible.

    A blank at either end stays one blank, so that pieces can be put together.
    """
    return _ACTIVE.sub(_visible, _BLANKS.sub(" ", text))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return _DELETE_PICTURE
    return f"<U+{code:04X}>"


def shorten(text: str, limit: int) -> str:
    """Return ``inline`` text of at most ``limit`` characters, cut at a word."""
    text = inline(text).strip()
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    words = cut.rsplit(" ", 1)[0]
    return (words if len(words) > limit // 2 else cut).rstrip(" ,;:–-") + "…"
