"""Where sentences begin inside one paragraph.

The library is sentencex (Wikimedia; rules in Rust): of the ones compared on our own
annotated articles it is the only one that is at once accurate, linear on ordinary
text, free of a model download, and quick to import (2 ms; 15 million characters a
second). Its few systematic errors on news text are put right in `repairs`.
"""

from __future__ import annotations

import re
from typing import Final

import sentencex

from biascheck.segmentation.repairs import repair

#: Longest stretch, in characters, that the library sees at once. Its search for the
#: partner of a quotation mark is quadratic in the length, so that a megabyte without
#: a line break is read piecewise; a sentence of up to half of this is never cut.
WINDOW: Final = 6_000

#: One blank per character that separates or is invisible, so that offsets stay:
#: line breaks, typographic blanks, zero-width characters, soft hyphens, marks of
#: direction. A lone surrogate, which UTF-8 cannot hold, becomes the replacement sign.
_BLANKS: Final = re.compile(r"[\s\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


def boundaries(paragraph: str) -> list[int]:
    """Return the offsets at which the second and later sentences of a paragraph begin.

    Offsets are ascending, lie strictly inside the paragraph and each points at a
    visible character. Time is linear in the length.
    """
    plain = _SURROGATES.sub("\ufffd", _BLANKS.sub(" ", paragraph))
    found: list[int] = []
    start = 0
    while len(plain) - start > WINDOW:
        inner = [start + cut for cut in _cuts(plain[start : start + WINDOW])]
        if not inner or inner[-1] < start + WINDOW // 2:
            inner.append(_forced_cut(plain, start))
        found += inner
        start = inner[-1]
    found += [start + cut for cut in _cuts(plain[start:])]
    return [cut for cut in found if cut < len(plain)]


def _cuts(plain: str) -> list[int]:
    """Return the repaired boundaries of a stretch that fits the window."""
    starts = [int(piece["start_index"]) for piece in sentencex.get_sentence_boundaries("en", plain)]
    return repair(plain, starts)


def _forced_cut(plain: str, start: int) -> int:
    """Return where a stretch without a sentence end is cut: at its last blank, if it has one."""
    blank = plain.rfind(" ", start + WINDOW // 2, start + WINDOW)
    cut = start + WINDOW if blank < 0 else blank + 1
    while cut < len(plain) and plain[cut] == " ":
        cut += 1
    return cut
