"""Quotation marks: which stretches of a text stand between them, and as what.

Straight and curly double marks, British single marks (told apart from
apostrophes), guillemets, low-high marks and doubled backticks; nested; continued
over paragraphs by a repeated opening mark. A mark never reaches beyond its
paragraph: what is not closed ends with the paragraph.

A few marked words without a verb of saying near them are scare quotes ("the
‘reform’"), and marked words that the text calls a book, film or the like are a
title; both are found, and neither is speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from biascheck.segmentation.cues import cue_forms
from biascheck.segmentation.lexicon import word_set
from biascheck.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Use: TypeAlias = Literal["speech", "scare", "title"]

# Only deeper nesting than any real text has is cut, so that the scan stays linear.
_MAX_DEPTH: Final = 4
# A scare quote is a word or a short phrase; four words already say something.
_SCARE_WORDS: Final = 3
# A cue within a clause's length of the mark makes even one word a mixed quotation.
_CUE_WORDS_BEFORE: Final = 8
_CUE_WORDS_AFTER: Final = 6
_NEAR: Final = 120  # code points in which those words stand
_LEAD: Final = 40  # code points in which "the novel" or "so-called" stands

_MARK: Final = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚']")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# Words that are written with a leading apostrophe.
_ELISION: Final = re.compile(
    r"(?:\d0s|em|til|till|tis|twas|cause|bout|round|cos|n)\b", re.IGNORECASE
)
_NO_SPEECH: Final = re.compile(
    r"(?:so-called|dubbed|nicknamed|known as|the (?:term|word|phrase|slogan)s?"
    r"|(?:a|an|the) [\w-]+ or)"
    r"[\s,]*$",
    re.IGNORECASE,
)
_ACCORDING: Final = re.compile(
    r"\baccording to\b|\bin (?:the|his|her|their) words\b|:\s*$", re.IGNORECASE
)
_WORK: Final = re.compile(
    r"\b(?:book|novel|memoir|film|movie|song|album|play|poem|essay|column|article|op-ed|editorial|"
    r"documentary|series|show|sitcom|musical|opera|painting|report|study|paper|podcast|magazine|"
    r"video|single|biography|autobiography|drama|comedy|game|programme|program|bestseller|"
    r"exhibition|chapter|thriller|ballad|anthem|hit)\b"
    r"(?:[,]? (?:entitled|titled|called|named))?[\s,:]*$|\b(?:entitled|titled)[\s,:]*$",
    re.IGNORECASE,
)

_CLOSERS: Final[dict[str, tuple[str, ...]]] = {
    '"': ('"',),
    "“": ("”",),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
    "``": ("''",),
}
_SINGLE: Final = frozenset("‘‚'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text between quotation marks.

    Attributes:
        span: With the marks, as far as they stand.
        content: Without the marks.
        level: 0 for an outer quotation, 1 for one inside it, and so on.
        continued: Whether it carries on a quotation that the paragraph before left open.
        closed: Whether a closing mark stands.
        use: ``speech``, ``scare`` (distancing) or ``title`` (of a work).
    """

    span: Span
    content: Span
    level: int = 0
    continued: bool = False
    closed: bool = True
    use: Use = "speech"

    @property
    def scare(self) -> bool:
        """Whether the marks distance the author from the words and quote nobody."""
        return self.use == "scare"

    @property
    def speech(self) -> bool:
        """Whether the marks quote somebody."""
        return self.use == "speech"


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing mark."""

    mark: str
    start: int
    content: int
    continued: bool = False


def find_quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return every stretch between quotation marks, in order of its start.

    Args:
        text: The article's text.
        sentences: Its sentences; marks are paired inside one paragraph.

    Returns:
        Quotations of all uses; those of one level are disjoint. Filter by
        ``speech`` for words that belong to somebody.
    """
    found: list[Quotation] = []
    pending: str | None = None  # the mark the paragraph before left open
    for paragraph in _paragraphs(sentences):
        quotations, pending = _pair(text, paragraph, pending)
        found.extend(quotations)
    full = (q for q in found if text[q.content.start : q.content.end].strip())
    return tuple(_with_use(text, sentences, sorted(full, key=lambda q: (q.span, q.level))))


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[Span]:
    start = 0
    for i, sentence in enumerate(sentences):
        if i + 1 == len(sentences) or sentences[i + 1].paragraph != sentence.paragraph:
            yield Span(sentences[start].start, sentence.end)
            start = i + 1


def _pair(text: str, paragraph: Span, pending: str | None) -> tuple[list[Quotation], str | None]:
    """Pair the marks of one paragraph; also return the mark that stays open, if any."""
    marks = _roles(text, paragraph, pending)
    stack: list[_Open] = []
    done: list[Quotation] = []
    first = _first_visible(text, paragraph)
    for position, mark, role in marks:
        if role == "open":
            top = stack[-1] if stack else None
            if top is not None and top.mark == mark:
                done.extend(_finish(text, stack, position))
            if len(stack) < _MAX_DEPTH:
                again = pending is not None and position == first and mark == pending
                stack.append(_Open(mark, position, position + len(mark), again))
        elif _close(stack, mark):
            entry = stack.pop()
            span = Span(entry.start, position + len(mark))
            content = Span(entry.content, position)
            done.append(Quotation(span, content, len(stack), entry.continued))
        elif pending is not None and not stack and not done and mark in _CLOSERS[pending]:
            done.append(
                Quotation(Span(first, position + len(mark)), Span(first, position), 0, True)
            )
    left = next((e.mark for e in stack if _keeps_open(text, e, first)), None)
    done.extend(_finish(text, stack, paragraph.end, first))
    return done, left


def _finish(
    text: str, stack: list[_Open], end: int, first: int | None = None
) -> Iterator[Quotation]:
    """Close what is open at ``end``, the end of the paragraph or a new opening mark."""
    while stack:
        entry = stack.pop()
        stop = entry.content + len(text[entry.content : end].rstrip())
        if stop > entry.content and _keeps_open(text, entry, first):
            content = Span(entry.content, stop)
            yield Quotation(
                Span(entry.start, stop), content, len(stack), entry.continued, closed=False
            )


def _keeps_open(text: str, entry: _Open, first: int | None) -> bool:
    """Return whether an unclosed mark is a quotation and not a stray apostrophe."""
    if entry.mark not in _SINGLE:
        return True
    before = text[max(0, entry.start - 2) : entry.start].rstrip()
    return entry.mark == "‘" and (entry.start == first or before.endswith((",", ":")))


def _close(stack: list[_Open], mark: str) -> bool:
    """Drop inner marks that ``mark`` shows to be strays; return whether it closes the top."""
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _CLOSERS[stack[depth].mark]:
            del stack[depth + 1 :]
            return True
    return False


def _first_visible(text: str, paragraph: Span) -> int:
    body = text[paragraph.start : paragraph.end]
    return paragraph.start + len(body) - len(body.lstrip())


Role: TypeAlias = Literal["open", "close"]


def _roles(text: str, paragraph: Span, pending: str | None) -> list[tuple[int, str, Role]]:
    """Return every mark of the paragraph with its role; apostrophes are left out."""
    found: list[tuple[int, str, Role]] = []
    counts = {'"': 0, "“": 0, "„": 0, "«": 0, "»": 0}  # marks now open, of either level
    apostrophes = _Apostrophes(text, paragraph)
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        role = apostrophes.role(at) if mark in "‘’‚'" else _double(text, mark, at, counts)
        if role is not None:
            found.append((at, mark, role))
    if pending is None:
        return _without_lone_closers(found)
    return found


def _without_lone_closers(
    marks: list[tuple[int, str, Role]],
) -> list[tuple[int, str, Role]]:
    opened = next((i for i, m in enumerate(marks) if m[2] == "open"), len(marks))
    return marks[opened:]


def _double(text: str, mark: str, at: int, counts: dict[str, int]) -> Role | None:
    """Return what a double mark does here; straight marks are read off their neighbours."""
    if mark in ("“", "„", "‟"):
        if mark == "“" and counts["„"] > 0 and not _opens(text, at, 1):
            counts["„"] -= 1
            return "close"
        counts["„" if mark == "„" else "“"] += 1
        return "open"
    if mark in ("”", "''"):
        counts["“"] = max(0, counts["“"] - 1)
        return "close"
    if mark == "``":
        return "open"
    if mark in ("«", "‹", "»", "›"):
        return _guillemet(text, mark, at, counts)
    opening = _opens(text, at, 1)
    closing = at > 0 and not text[at - 1].isspace() and text[at - 1] not in "([{—–-"
    role: Role = "close" if counts['"'] and (closing or not opening) else "open"
    if role == "open" and not opening:
        return None  # an inch mark or a stray
    counts['"'] = 0 if role == "close" else 1
    return role


def _guillemet(text: str, mark: str, at: int, counts: dict[str, int]) -> Role:
    """French marks point outward, German ones inward: the first of a pair decides."""
    other = "«" if mark in "»›" else "»"
    if counts[other]:
        counts[other] -= 1
        return "close"
    if mark in "»›" and not _opens(text, at, 1):
        return "close"
    counts["»" if mark in "»›" else "«"] += 1
    return "open"


def _opens(text: str, at: int, size: int) -> bool:
    """Return whether a mark has a blank, bracket or dash before it and a character behind it."""
    before = text[at - 1] if at else " "
    after = text[at + size] if at + size < len(text) else " "
    return (before.isspace() or before in "([{—–-/\"“„«‘'") and not after.isspace()


class _Apostrophes:
    """Tells single quotation marks from apostrophes in one paragraph.

    A mark inside a word is an apostrophe, and so is one before "90s" or "em". A
    mark behind a word that ends in "s" may be a possessive ("the workers’ union");
    it is one if a surer closing mark follows before the next opening mark.
    """

    def __init__(self, text: str, paragraph: Span) -> None:
        self._text = text
        self._roles: dict[int, Role] = {}
        opened: dict[str, int] = {}
        doubtful: dict[str, int] = {}
        for match in re.finditer(r"[‘’‚']", text[paragraph.start : paragraph.end]):
            at = paragraph.start + match.start()
            self._place(match.group(), at, opened, doubtful)
        for kind, at in doubtful.items():
            if kind in opened:
                self._settle(kind, at, opened)
        for kind, at in opened.items():
            if kind == "'":  # a straight mark that nothing closes is an apostrophe
                del self._roles[at]

    def role(self, at: int) -> Role | None:
        """Return the role of a single mark, None for an apostrophe."""
        return self._roles.get(at)

    def _place(self, mark: str, at: int, opened: dict[str, int], doubtful: dict[str, int]) -> None:
        kind = "'" if mark == "'" else "‘"
        if self._is_opening(mark, at):
            if kind in opened and kind in doubtful:
                self._settle(kind, doubtful.pop(kind), opened)
            if kind in opened and kind == "'":
                del self._roles[opened[kind]]
            opened[kind] = at
            self._roles[at] = "open"
        elif kind in opened and self._is_closing(at):
            if self._may_be_possessive(at):
                doubtful[kind] = at
            else:
                doubtful.pop(kind, None)
                self._settle(kind, at, opened)

    def _settle(self, kind: str, at: int, opened: dict[str, int]) -> None:
        self._roles[at] = "close"
        opened.pop(kind, None)

    def _is_opening(self, mark: str, at: int) -> bool:
        if mark == "’" or _ELISION.match(self._text, at + 1):
            return False
        return mark == "‚" or _opens(self._text, at, 1)

    def _is_closing(self, at: int) -> bool:
        after = self._text[at + 1] if at + 1 < len(self._text) else " "
        before = self._text[at - 1] if at else " "
        return not before.isspace() and not after.isalnum()

    def _may_be_possessive(self, at: int) -> bool:
        following = self._text[at + 1 : at + 3]
        return self._text[at - 1] in "sz" and following[:1] == " " and following[1:].isalpha()


def _with_use(
    text: str, sentences: Sequence[Sentence], quotations: list[Quotation]
) -> Iterator[Quotation]:
    """Tell scare quotes and titles from speech."""
    i = 0
    outer: Quotation | None = None
    for quotation in quotations:
        while i + 1 < len(sentences) and sentences[i].end <= quotation.span.start:
            i += 1
        use = _use(text, sentences[i].span, quotation)
        if quotation.level > 0 and outer is not None and outer.speech and use == "scare":
            use = "speech"  # the speaker's marks, inside words that are quoted anyway
        marked = Quotation(
            quotation.span,
            quotation.content,
            quotation.level,
            quotation.continued,
            quotation.closed,
            use,
        )
        if quotation.level == 0:
            outer = marked
        yield marked


def _use(text: str, sentence: Span, quotation: Quotation) -> Use:
    content = text[quotation.content.start : quotation.content.end]
    words = _WORD.findall(content)
    if not words:
        return "scare"
    before = text[max(sentence.start, quotation.span.start - _NEAR) : quotation.span.start]
    stop = max(sentence.end, quotation.span.end)
    after = text[quotation.span.end : min(stop, quotation.span.end + _NEAR)]
    if (
        _WORK.search(before[-_LEAD:])
        and _title_case(words)
        and not _has_cue(_WORD.findall(after)[:2])
    ):
        return "title"
    if len(words) > _SCARE_WORDS or quotation.continued or not quotation.closed:
        return "speech"
    if _NO_SPEECH.search(before[-_LEAD:]):
        return "scare"
    near = _WORD.findall(before)[-_CUE_WORDS_BEFORE:] + _WORD.findall(after)[:_CUE_WORDS_AFTER]
    if _has_cue(near) or _ACCORDING.search(before) or _ACCORDING.search(after):
        return "speech"
    return "speech" if content[-1:] in ",.!?" and len(words) > 1 and not before.strip() else "scare"


def _has_cue(words: Sequence[str]) -> bool:
    forms = cue_forms()
    return any((form := forms.get(word.lower())) and not form.nounlike for word in words) or any(
        word.lower() in _CUES_OF_MARKED_WORDS for word in words
    )


# Common verbs before a marked word that are nounlike elsewhere.
_CUES_OF_MARKED_WORDS: Final = word_set(
    "called calls call labeled labelled termed branded deemed tweeted tweets continued"
)


def _title_case(words: Sequence[str]) -> bool:
    """Return whether the first, the last and every long word has a capital."""
    long = [w for w in words if len(w) > 4]
    return words[0][0].isupper() and all(
        w[0].isupper() or w[0].isdigit() for w in [*long, words[-1]]
    )
