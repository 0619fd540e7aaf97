"""The decisions of a report that name evidence, and what could be deleted in its place.

Words: for each opinion and each loaded sentence, the words named against as many other
words of the sentence. Frames: the evidence sentences of each frame that is present against
as many other sentences that are no page furniture. Stances: the evidence sentences of each
stance for or against a target against as many other sentences in which the author mentions
the target, so that both deletions take away mentions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeAlias, TypeVar

from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from biascheck.types import Report, Stance

Kind: TypeAlias = Literal["opinion", "loaded", "frames", "stances"]
KINDS: Final[tuple[Kind, ...]] = ("opinion", "loaded", "frames", "stances")
_WORD_KINDS: Final[tuple[Kind, ...]] = KINDS[:2]

T = TypeVar("T")

_WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """One decision with its evidence; T is a word's span or a sentence's index.

    Attributes:
        kind: What was decided.
        named: The evidence, strongest first, no more than there are others.
        others: What could be deleted instead, at least as much.
        score: Reads the decision's score off a report: higher speaks for it; None if it
            cannot be told.
        sentence: The sentence, for words.
        target: Which of the report's stances, for stances.
    """

    kind: Kind
    named: tuple[T, ...]
    others: tuple[T, ...]
    score: Callable[[Report], float | None]
    sentence: int | None = None
    target: int | None = None


def word_decisions(report: Report) -> Iterator[Decision[Span]]:
    """Yield the opinion and the loaded sentences that name words."""
    for sentence, label in zip(report.sentences, report.labels, strict=True):
        text = report.article.text
        words = [Span(*m.span()) for m in _WORD.finditer(text, sentence.start, sentence.end)]
        for kind in _WORD_KINDS:
            named = [word.span for word in label.evidence if word.decision == kind]
            others = [word for word in words if not any(map(word.overlaps, named))]
            named = named[: len(others)]
            if named:
                index = sentence.index
                score = _opinion(index) if kind == "opinion" else _loaded(index)
                yield Decision(kind, tuple(named), tuple(others), score, sentence=index)


def sentence_decisions(report: Report) -> Iterator[Decision[int]]:
    """Yield the present frames and the stances for or against a target."""
    content = [i for i, label in enumerate(report.labels) if label.role != "boilerplate"]
    for frame in report.frames:
        if frame.present:
            others = tuple(i for i in content if i not in frame.evidence)
            named = frame.evidence[: len(others)]
            if named:
                yield Decision("frames", named, others, _frame(frame.frame))
    for number, stance in enumerate(report.stances):
        if stance.label in {"positive", "negative"} and stance.score is not None:
            others = tuple(i for i in _mentioning(report, stance) if i not in stance.evidence)
            named = stance.evidence[: len(others)]
            if named:
                sign = 1.0 if stance.score > 0 else -1.0
                yield Decision("stances", named, others, _towards(sign), target=number)


def _mentioning(report: Report, stance: Stance) -> list[int]:
    """Return the sentences in which the author mentions a target outside quotes."""
    quotes = [quote.span for quote in report.quotes]
    mentions = [m for m in stance.mentions if not any(quote.contains(m) for quote in quotes)]
    return [
        sentence.index
        for sentence, label in zip(report.sentences, report.labels, strict=True)
        if label.role in {"reporting", "opinion"} and any(map(sentence.span.contains, mentions))
    ]


def _opinion(sentence: int) -> Callable[[Report], float | None]:
    return lambda report: report.labels[sentence].probabilities["opinion"]


def _loaded(sentence: int) -> Callable[[Report], float | None]:
    return lambda report: report.labels[sentence].loaded


def _frame(name: str) -> Callable[[Report], float | None]:
    return lambda report: next(f.score for f in report.frames if f.frame == name)


def _towards(sign: float) -> Callable[[Report], float | None]:
    """Return the score of a report whose only target is the stance's, towards its side."""

    def score(report: Report) -> float | None:
        value = report.stances[0].score
        return None if value is None else sign * value

    return score
