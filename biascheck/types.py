"""The nouns of the field: frozen values that every part of biascheck passes on.

All spans are half-open offsets in Unicode code points of ``Article.text``, which
is the untouched input (for HTML: the extracted text).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from biascheck.labels import GenreLabel, Role, StanceLabel, TargetKind
    from biascheck.results.backends import Backend


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a report should know; ``code`` is stable, for programs."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it was read.

    Attributes:
        text: The untouched text; every span refers to it.
        id: Stable name of the article within its corpus (default: its source).
        source: Where it was read from: a path, a URL, ``-`` or ``<text>``.
        title: The headline, or None where the article has none.
        title_span: Where the headline stands in ``text``; None if the title is
            absent or was given apart from the text.
        language: ISO 639-1 code, or None if it could not be told.
        notices: What happened while reading (for instance a guessed encoding).
    """

    text: str
    id: str = "<text>"
    source: str = "<text>"
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; sentences are ordered, disjoint and cover every non-blank character."""

    index: int
    span: Span
    paragraph: int

    @property
    def start(self) -> int:
        """First code point."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.span.end


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something the article may take a stance towards."""

    name: str
    kind: TargetKind
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A segmented article, ready to be encoded.

    ``targets`` None means: find them; a tuple means: exactly these.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    targets: tuple[Target, ...] | None = None


@dataclass(frozen=True, slots=True)
class EvidenceWord:
    """A word that moved the decision about its sentence.

    ``decision`` is what it speaks for. ``weight`` is, for ``opinion``, by how much the
    log-odds of opinion fall when the word is erased from the sentence's vector (natural
    logarithm, above 0); for ``loaded``, the probability in [0, 1] that the word is loaded.
    """

    span: Span
    text: str
    weight: float
    decision: Literal["opinion", "loaded"]


@dataclass(frozen=True, slots=True)
class SentenceLabel:
    """What was decided about one sentence; every number a calibrated probability in [0, 1].

    ``evidence`` names the words behind the decisions opinion and loaded, strongest first
    for each; empty where neither was decided.
    """

    role: Role
    probabilities: Mapping[str, float]
    subjective: float
    attributed: float
    loaded: float | None = None
    speaker: str | None = None
    evidence: tuple[EvidenceWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A maximal run of neighbouring sentences of one role inside one paragraph.

    ``probability`` is the mean probability of the role over its sentences, in [0, 1];
    ``first`` and ``last`` are sentence indices, both included.
    """

    index: int
    span: Span
    role: Role
    probability: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word or short phrase by which the author slants; ``score`` in [0, 1]."""

    span: Span
    text: str
    score: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Content that belongs to a source: a quotation or reported speech.

    ``speaker`` is the resolved name (None if unknown), ``speaker_span`` the words
    that name the speaker next to this quote, ``cue`` the reporting verb.
    """

    span: Span
    speaker: str | None
    speaker_span: Span | None
    cue: str | None
    direct: bool
    sentence: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One policy frame of the article.

    ``evidence`` are sentence indices, best first; ``paragraphs`` are pairs of a
    paragraph's number and the frame's probability in it.
    """

    frame: str
    score: float
    present: bool
    evidence: tuple[int, ...] = ()
    paragraphs: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceStance:
    """Stance of one voice: score in [-1, 1] over ``n`` mentions; None without any."""

    score: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Stance:
    """Stance towards one target; ``score`` is the author's voice, None if unknown."""

    target: str
    kind: TargetKind
    mentions: tuple[Span, ...]
    score: float | None
    label: StanceLabel
    probabilities: Mapping[str, float] | None
    harmed: float | None
    author: VoiceStance
    quoted: VoiceStance
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Genre:
    """Genre of the whole article with its probabilities (``news``, ``opinion``)."""

    label: GenreLabel
    probabilities: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Score:
    """A number about the article, or None with the reason why there is none.

    Attributes:
        percentile: In [0, 100], the share of the reference news reports whose
            value is lower; None where no reference is shipped.
        reason: Why ``value`` is None; None where it is known.
        unit: ``"share"`` (shown as per cent), any other unit as words, or None.
        range: Lowest and highest possible value; ``inf`` where there is no bound.
        direction: What a higher value means, a few words.
        formula: How the value follows from the annotations, in one line.
        contributions: What moved the value most, strongest first, a few words each.
    """

    name: str
    value: float | None
    percentile: float | None = None
    reason: str | None = None
    unit: str | None = None
    range: tuple[float, float] | None = None
    direction: str | None = None
    formula: str | None = None
    contributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which model produced a report, with which options, and the dimensions' versions.

    A dimension's version changes when its result changes its meaning.
    """

    name: str
    version: str
    sha256: str
    runtime: str
    options: Mapping[str, Any] = field(default_factory=dict)
    dimensions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """What a dimension of another package found in the article.

    Attributes:
        version: The dimension's version.
        package: The package it comes from, with its release.
        values: JSON values of its own making; None where it has none.
        reason: Why there are no values; None where there are.
    """

    version: int
    package: str
    values: Mapping[str, Any] | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that biascheck says about one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    labels: tuple[SentenceLabel, ...]
    genre: Genre | None
    passages: tuple[Passage, ...]
    loaded: tuple[LoadedWord, ...]
    quotes: tuple[Quote, ...]
    frames: tuple[Frame, ...]
    stances: tuple[Stance, ...]
    scores: Mapping[str, Score]
    provenance: Provenance
    notices: tuple[Notice, ...] = ()
    dimensions: Mapping[str, DimensionResult] = field(default_factory=dict)

    def text_of(self, span: Span) -> str:
        """Return the article's text under a span."""
        return self.article.text[span.start : span.end]

    # How a report is written lies above this module, hence the imports inside.

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON values, as ``biascheck.report/1`` lays down."""
        from biascheck.render.contract import to_dict

        return to_dict(self)

    def to_frame(self, table: str = "sentences", backend: Backend = "pandas") -> Any:
        """Return one of the report's tables as a data frame, empty if it has no rows.

        Args:
            table: ``articles`` (one row), ``sentences``, ``passages``, ``loaded``,
                ``quotes``, ``frames``, ``stances`` or ``scores``; docs/notebooks.md
                says what the columns are.
            backend: ``pandas`` or ``polars``.

        Raises:
            ConfigError: There is no such table or backend, or it is not installed.
        """
        from biascheck.results.frames import to_frame

        return to_frame(self, table, backend)

    def __str__(self) -> str:
        from biascheck.render.terminal import plain

        return plain(self)

    def _repr_html_(self) -> str:
        from biascheck.render.notebook import to_html

        return to_html(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}


def count_words(text: str) -> int:
    """Return the number of blank-separated words that hold a letter or digit."""
    return sum(token.isalnum() or any(map(str.isalnum, token)) for token in text.split())


def merge_spans(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the union of the spans as ordered, disjoint spans."""
    current: Span | None = None
    for span in sorted(spans):
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
        else:
            if current is not None:
                yield current
            current = span
    if current is not None:
        yield current
