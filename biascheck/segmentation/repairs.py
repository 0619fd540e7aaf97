"""Corrections to the library's sentence boundaries on English news text.

Each rule looks at a few dozen characters around one proposed boundary, or adds one
the library never proposes. A rule is here because the error it repairs occurred
several times in annotated articles; what it does stands beside it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How far a rule looks to the left and right of a boundary, in characters.
REACH: Final = 60

_OPENING: Final = "“‘«([{"
_CLOSING: Final = "”’»)]}"

#: Abbreviations after which no sentence ends, because a name or number follows.
_ABBREVIATION: Final = re.compile(
    r"""(?:^|[\s"'“‘(\[])(?:
        Mr|Mrs|Ms|Mx|Messrs|Mme|Mlle|Dr|Prof|Rev|Fr|Hon|Sr|Gov|Govs|Sens?|Reps?|Pres|Amb|Supt|
        Gens?|Col|Lt|Maj|Capt|Cmdr|Cdr|Cde|Adm|Brig|Sgt|Cpl|Pvt|Sta?|Sto|Mt|Ft|Jl|Cos|vs
    )\.$""",
    re.VERBOSE,
)
#: A month before its day, a clock time before its zone or day, "No." before a number.
_BEFORE_DIGIT: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?|pp?)\.$"
)
_CLOCK: Final = re.compile(r"\b[ap]\.m\.$")
_CLOCK_GOES_ON: Final = re.compile(
    r"(?:[ECMP][SD]?T|GMT|BST|UTC|local|on|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
#: The mark of a list item: "1.", "(b)", "iv)".
_LIST_MARK: Final = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
#: "NORTHPORT. March 24 (Agency) - ": a dateline that the library cuts after the place.
_DATELINE: Final = re.compile(r"[A-Z][A-Z .,/-]*\.")
_DATELINE_GOES_ON: Final = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}\b.{0,30}?[-–—]")
#: "Why?” Ada Brook asked.": the attribution of a quotation that ends in "?" or "!".
_ASKS: Final = re.compile(r"[!?][\"'”’]+$")
_ATTRIBUTION: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|President|Senator)\.?\s)?(?:[A-Z][\w.'’-]*,?\s){1,3}"
    r"(?:said|says|asked|asks|added|wrote|writes|tweeted|told|shouted|cried|called|replied|wondered)\b"
)
#: What may stand at the start of a sentence although it is a dash or a small letter:
#: the signature and the address of an embedded post.
_POST: Final = re.compile(r"[–—-] ?[^@]{2,40}\(@|(?:pic\.|https?:)\S")
#: Two words run together, as copying from a page leaves them: "at noon.The mayor".
_RUN_ON_LEFT: Final = re.compile(r"[a-z]{2}[.!?][\"”’)]*$")
_RUN_ON_RIGHT: Final = re.compile(r"[\"“‘(]*[A-Z](?:[a-z]|\s)")

#: A boundary the library does not propose: after a full stop inside double marks or
#: brackets ("(I tried.) Then", "“year of work.” Later"), before a capital. The word
#: before the stop must be no abbreviation: two small letters, or a number.
_MISSED: Final = re.compile(
    r"(?:(?:[a-z]{2}|\d\d|%)(?:[.!?…][\"'”’]*[)\]]|[.][’']?[”\"])[\"”]?)(\s+)(?=[\"'“‘(\[]*[A-Z])"
)
_NO_SENTENCE_IN_BRACKETS: Final = re.compile(r"\b(?:etc|vs|al|ed|eds|cf|ca|approx)[.][)\]]$")


def repair(plain: str, starts: Iterable[int]) -> list[int]:
    """Return corrected sentence starts, ascending, each strictly inside ``plain``.

    Args:
        plain: A paragraph in which the only blank is the ordinary space.
        starts: Where the library lets sentences begin, ascending.
    """
    moved = {_past_closing(plain, _before_opening(plain, start)) for start in starts}
    kept = {start for start in moved if _is_boundary(plain, start)}
    return _with_words(plain, sorted(kept | set(_missed(plain))))


def _before_opening(plain: str, start: int) -> int:
    """Return the boundary moved before opening marks that were left behind (``said. “|The``)."""
    at = start
    while at > 0 and plain[at - 1] in _OPENING + "\"'":
        at -= 1
    opens = at < start and at > 0 and plain[at - 1] == " "
    return at if opens else start


def _past_closing(plain: str, start: int) -> int:
    """Return the boundary moved behind closing marks that were cut off (``end.|” He``)."""
    at = start
    while at < len(plain) and plain[at] in _CLOSING + "\"'":
        at += 1
    if at == start or (at < len(plain) and plain[at] not in " .,;"):
        return _next_visible(plain, start)
    return _next_visible(plain, at)


def _next_visible(plain: str, at: int) -> int:
    while at < len(plain) and plain[at] == " ":
        at += 1
    return at


def _is_boundary(plain: str, start: int) -> bool:
    """Return whether a sentence really begins at ``start``."""
    if not 0 < start < len(plain):
        return False
    left = plain[max(0, start - REACH) : start]
    right = plain[start : start + REACH]
    if not left.endswith(" "):
        return bool(_RUN_ON_LEFT.search(left) and _RUN_ON_RIGHT.match(right))
    if _POST.match(right):
        return True
    left = left.rstrip()
    inside = left.endswith(",") or right[0] in ",;:–—-" or right[0].islower()
    return not (inside or _goes_on(left, right))


def _goes_on(left: str, right: str) -> bool:
    """Return whether the words left and right of a boundary belong together."""
    return bool(
        _ABBREVIATION.search(left)
        or (_BEFORE_DIGIT.search(left) and right[0].isdigit())
        or (_CLOCK.search(left) and _CLOCK_GOES_ON.match(right))
        or (_DATELINE.fullmatch(left) and _DATELINE_GOES_ON.match(right))
        or (_ASKS.search(left) and _ATTRIBUTION.match(right))
    )


def _missed(plain: str) -> Iterable[int]:
    """Yield the boundaries that the library never proposes."""
    for match in _MISSED.finditer(plain):
        left = plain[max(0, match.start() - REACH) : match.start(1)]
        if not _NO_SENTENCE_IN_BRACKETS.search(left) and not (
            _ASKS.search(left) and _ATTRIBUTION.match(plain, match.end())
        ):
            yield match.end()


def _with_words(plain: str, starts: list[int]) -> list[int]:
    """Return the starts without those that would leave a piece without words or a list mark."""
    kept: list[int] = []
    first = 0
    for start, end in pairwise([*starts, len(plain)]):
        piece = plain[first:start].strip()
        is_sentence = any(map(str.isalnum, piece)) and not _LIST_MARK.fullmatch(piece)
        if is_sentence and any(map(str.isalnum, plain[start:end])):
            kept.append(start)
            first = start
    return kept
