"""The panels beside the article: frames, stances, opinion and loaded words, each with evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.render import phrases
from biascheck.render.harmless import inline, shorten
from biascheck.render.html.bars import Bar, diverging, share
from biascheck.types import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biascheck.types import Report, VoiceStance

# Characters of a sentence that is quoted as evidence; its link leads to the whole.
_EXCERPT: Final = 200


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence as evidence, with the index that links to it."""

    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame's bar; ``strip`` has a bar in [0, 100] for each paragraph, in order."""

    name: str
    score: str
    bar: Bar
    present: bool
    evidence: tuple[Excerpt, ...]
    strip: tuple[tuple[int, Bar], ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What one voice says of a target; no bar where that is unknown."""

    bar: Bar | None
    text: str


@dataclass(frozen=True, slots=True)
class StanceView:
    """The stance towards one target, author and sources apart."""

    target: str
    kind: str
    author: VoiceView
    quoted: VoiceView
    harmed: str
    evidence: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class OpinionView:
    """A passage of opinion, and the words that made it one."""

    sentence: int
    text: str
    probability: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class WordView:
    """A loaded word in its sentence."""

    text: str
    probability: str
    where: Excerpt


def frames(report: Report) -> tuple[FrameView, ...]:
    """Return all frames, the strongest first."""
    return tuple(
        FrameView(
            name=inline(frame.frame),
            score=f"{frame.score:.2f}",
            bar=share(frame.score),
            present=frame.present,
            evidence=_excerpts(report, frame.evidence),
            strip=tuple((number, share(score)) for number, score in frame.paragraphs),
        )
        for frame in report.frames
    )


def stances(report: Report) -> tuple[StanceView, ...]:
    """Return the stances in the report's order."""
    return tuple(
        StanceView(
            target=inline(stance.target).strip(),
            kind=stance.kind,
            author=_voice(stance.author, phrases.author_voice(stance)),
            quoted=_voice(stance.quoted, phrases.voice(stance.quoted)),
            harmed=phrases.DASH if stance.harmed is None else f"{stance.harmed:.2f}",
            evidence=_excerpts(report, stance.evidence),
        )
        for stance in report.stances
    )


def opinions(report: Report) -> tuple[OpinionView, ...]:
    """Return the opinion passages, the most certain first."""
    return tuple(
        OpinionView(
            sentence=passage.first,
            text=shorten(report.text_of(passage.span), _EXCERPT),
            probability=f"{passage.probability:.2f}",
            words=phrases.plural(count_words(report.text_of(passage.span)), "word"),
            because=phrases.evidence(report, passage),
        )
        for passage in phrases.opinions(report)
    )


def words(report: Report) -> tuple[WordView, ...]:
    """Return the loaded words, the most certain first."""
    ordered = sorted(report.loaded, key=lambda word: (-word.score, word.span))
    return tuple(
        WordView(
            text=inline(word.text).strip(),
            probability=f"{word.score:.2f}",
            where=_excerpts(report, [word.sentence])[0],
        )
        for word in ordered
    )


def _voice(stance: VoiceStance, text: str) -> VoiceView:
    return VoiceView(diverging(stance.score), text)


def _excerpts(report: Report, indices: Iterable[int]) -> tuple[Excerpt, ...]:
    return tuple(
        Excerpt(index, shorten(report.text_of(report.sentences[index].span), _EXCERPT))
        for index in indices
    )
