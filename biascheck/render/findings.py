"""What was found, as the rows of tables: the evidence behind every number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from biascheck.render import phrases
from biascheck.render.harmless import inline, shorten
from biascheck.types import Span, count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.types import LoadedWord, Report, Score

# Rows of a table and characters of a quotation: enough to judge by; the JSON has all.
MAX_ROWS: Final = 20
_EXCERPT: Final = 160
_CONTEXT: Final = 40
_MAX_EVIDENCE: Final = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A titled table; every cell is safe to show on one line."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def findings(report: Report) -> Iterator[Finding]:
    """Yield the tables that have a row."""
    for title, columns, rows in (
        ("Opinion passages", ("certainty", "words", "text"), _opinions(report)),
        ("Loaded words", ("word", "certainty", "in"), _loaded(report)),
        ("Quotes", ("who", "how", "says"), _quotes(report)),
        ("Frames", ("frame", "certainty", "evidence"), _frames(report)),
        ("Stance", ("towards", "author says", "quoted say", "harmed"), _stances(report)),
        ("Stance, evidence", ("towards", "kind", "evidence"), _stance_evidence(report)),
        ("Other dimensions", ("dimension", "from", "says"), _dimensions(report)),
        ("Scores", ("score", "value", "percentile", "range", "meaning"), _scores(report)),
    ):
        finding = Finding(title, columns, tuple(rows))
        if finding.rows:
            yield finding


def formulas(report: Report) -> Iterator[str]:
    """Yield how each score is computed, where it says so."""
    for score in report.scores.values():
        if score.formula:
            yield f"{phrases.score_name(score.name)} = {inline(score.formula)}"


def _opinions(report: Report) -> Iterator[tuple[str, ...]]:
    for passage in phrases.opinions(report):
        text = report.text_of(passage.span)
        yield f"{passage.probability:.2f}", f"{count_words(text)}", shorten(text, _EXCERPT)


def _loaded(report: Report) -> Iterator[tuple[str, ...]]:
    for word in sorted(report.loaded, key=lambda word: (-word.score, word.span)):
        yield inline(word.text).strip(), f"{word.score:.2f}", _around(report, word)


def _quotes(report: Report) -> Iterator[tuple[str, ...]]:
    for quote in report.quotes:
        kind = "direct" if quote.direct else "indirect"
        cue = f"{kind}, {inline(quote.cue).strip()}" if quote.cue else kind
        who = inline(quote.speaker).strip() if quote.speaker else f"{phrases.DASH} (not named)"
        yield who, cue, shorten(report.text_of(quote.span), _EXCERPT)


def _frames(report: Report) -> Iterator[tuple[str, ...]]:
    for frame in report.frames:
        if frame.present:
            yield frame.frame, f"{frame.score:.2f}", _first(report, frame.evidence)
    absent = [f"{frame.frame} {frame.score:.2f}" for frame in report.frames if not frame.present]
    if absent:
        yield "not present", "", "; ".join(absent)


def _stances(report: Report) -> Iterator[tuple[str, ...]]:
    for stance in report.stances:
        harmed = phrases.DASH if stance.harmed is None else f"{stance.harmed:.2f}"
        voices = phrases.author_voice(stance), phrases.voice(stance.quoted)
        yield inline(stance.target).strip(), *voices, harmed


def _stance_evidence(report: Report) -> Iterator[tuple[str, ...]]:
    for stance in report.stances:
        target, kind = inline(stance.target).strip(), str(stance.kind)
        for index in stance.evidence[:_MAX_EVIDENCE]:
            yield target, kind, _sentence(report, index)
            target = kind = ""


def _dimensions(report: Report) -> Iterator[tuple[str, ...]]:
    for name, result in report.dimensions.items():
        versioned = f"{inline(name).strip()}.v{result.version}"
        yield versioned, inline(result.package).strip(), phrases.dimension(result)


def _scores(report: Report) -> Iterator[tuple[str, ...]]:
    for score in report.scores.values():
        rank = phrases.DASH if score.percentile is None else f"{score.percentile:.0f} %"
        yield (
            phrases.score_name(score.name),
            phrases.score_value(score),
            rank,
            _range(score),
            _meaning(score),
        )


def _range(score: Score) -> str:
    if score.range is None:
        return phrases.DASH
    low, high = score.range
    return f"{low:g} to {high:g}" if high != float("inf") else f"{low:g} or more"


def _meaning(score: Score) -> str:
    if score.value is None:
        return phrases.missing(score)
    return inline(score.direction or "")


def _around(report: Report, word: LoadedWord) -> str:
    """Return the words around a loaded word, within its sentence."""
    sentence = report.sentences[word.sentence].span
    start = max(sentence.start, word.span.start - _CONTEXT)
    end = min(sentence.end, word.span.end + _CONTEXT)
    before = inline(report.text_of(Span(start, word.span.start)))
    after = inline(report.text_of(Span(word.span.end, end)))
    if start > sentence.start:
        before = "…" + before.partition(" ")[2]
    if end < sentence.end:
        after = after.rpartition(" ")[0] + "…"
    return f"{before}{inline(word.text)}{after}"


def _first(report: Report, evidence: Iterable[int]) -> str:
    for index in evidence:
        return _sentence(report, index)
    return ""


def _sentence(report: Report, index: int) -> str:
    return shorten(report.text_of(report.sentences[index].span), _EXCERPT)
