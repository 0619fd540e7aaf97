"""Where the headline of a plain text stands, if it has one.

The rule is cautious: a lead sentence taken for a headline would vanish from the
article, a headline taken for a sentence costs little.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from biascheck.segmentation.paragraphs import paragraphs
from biascheck.segmentation.sentences import segment
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longest headline. Of 32,000 headlines of US news sites the longest had 35 words.
MAX_WORDS: Final = 40
MAX_CHARACTERS: Final = 300

#: Markdown's heading, which needs no further look, and a line wholly in bold.
_HEADING: Final = re.compile(r"#{1,2}[ \t]+(?P<words>.*?\w.*?)(?:[ \t]+#+)?$")
_BOLD: Final = re.compile(r"(\*\*|__)(?P<words>[^*_]+)\1$")
_UNDERLINE: Final = re.compile(r"(?:={3,}|-{3,})$")

#: First lines that are no headline although they are short.
_BYLINE: Final = re.compile(
    r"(?i:by)\s+[A-Z][\w.'’-]+\s+(?:and\s+)?[A-Z]|(?i:by )?(?i:staff (?:writer|reporter)s?)\b"
)
_DATELINE: Final = re.compile(
    r"[A-Z][A-Z.'’ -]+(?:,\s[\w.\s]{2,20})?\s*(?:\([^)]{2,25}\)\s*)?(?:--|[–—-])\s"
    r"|[A-Z][\w.'’ -]{1,30},?\s*\([A-Z][\w ]{1,20}\)\s*(?:--|[–—-])\s"
)
_STAMP: Final = re.compile(
    r"(?:(?:last\s)?updated|published|posted)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day,"
    r"|\d{1,2}[./ ]\w{2,9}[./ ]\d{2,4}\b|\d{4}-\d\d-\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s\d{1,2},?\s\d{4}$",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"https?://|www\.|\[?updated?\b|(?:read|credit|photo|watch|related)(?: more)?:|.*/AP\b.{0,7}$"
    r"|(?:advertisement|share(?: this)?|opinion|news|world|politics|home|menu|skip to content"
    r"|breaking news|exclusive|analysis|editorial|photo|image|source)\b[:\s]*$",
    re.IGNORECASE,
)
#: A full stop ends a sentence, but "U.S." and "Jr." may end a headline.
_FULL_STOP: Final = re.compile(r"(?<!\.)\.[\"'”’)]*$")
_FINAL_ABBREVIATION: Final = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St)\.$")


def find_title(text: str) -> Span | None:
    """Return the span of the headline's words, or None where the first line is no headline.

    The first paragraph is the headline if other paragraphs follow and it is one short
    sentence without a final full stop that is neither byline, dateline, date, address
    nor page furniture, or if Markdown marks it as a heading.
    """
    spans = list(islice(_paragraphs(text), 2))
    if len(spans) < 2:
        return None
    line, following = (text[span.start : span.end] for span in spans)
    heading = _HEADING.match(line)
    marked = heading or _BOLD.match(line)
    start = spans[0].start
    title = Span(start + marked.start("words"), start + marked.end("words")) if marked else spans[0]
    is_title = heading or _UNDERLINE.match(following)
    return title if is_title or _reads_as_title(line, repeated=line == following) else None


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of the text's head; a headline does not stand further down."""
    return paragraphs(text, 0, _head(text))


def _head(text: str) -> int:
    """Return where the first thousand characters after the leading blanks end."""
    return len(text) - len(text.lstrip()) + 1_000


def _reads_as_title(line: str, *, repeated: bool) -> bool:
    """Return whether a first line is a headline; one that is repeated may end in a stop."""
    if len(line.split()) > MAX_WORDS or len(line) > MAX_CHARACTERS:
        return False
    stops = bool(_FULL_STOP.search(line)) and not _FINAL_ABBREVIATION.search(line)
    if line[-1] in ":;,-–—" or (stops and not repeated) or not any(map(str.isalpha, line)):
        return False
    if any(rule.match(line) for rule in (_BYLINE, _DATELINE, _STAMP, _FURNITURE)):
        return False
    return len(segment(line)) <= (1 if stops else 2)
