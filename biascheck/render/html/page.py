"""Everything that the page of one article shows, as plain values for the template.

The template decides how it looks; nothing is computed there. Every string is safe to
show once it is escaped for HTML, which the template engine does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biascheck.render import phrases
from biascheck.render.findings import findings, formulas
from biascheck.render.harmless import inline
from biascheck.render.html import panels
from biascheck.render.html.article import paragraphs
from biascheck.render.html.bars import share
from biascheck.render.html.methods import citation, methods
from biascheck.render.html.sources import sources
from biascheck.render.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.render.html.article import Paragraph
    from biascheck.render.html.bars import Bar
    from biascheck.render.html.sources import Source
    from biascheck.render.marks import Mark
    from biascheck.types import Notice, Report


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A role with its mark and the number of its passages."""

    role: str
    mark: Mark
    passages: int


@dataclass(frozen=True, slots=True)
class Neutrality:
    """The neutrality; ``value`` is a dash where it is unknown, and ``told`` says why."""

    value: str
    bar: Bar | None
    told: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one article.

    Attributes:
        prefix: Put before every id, so that several articles fit into one document.
        genre: Its label alone, for the index; likewise the opinion share.
        summary: Pairs of a label and what is said under it.
        scores: Rows of name, value, percentile, range and meaning.
        described: Rows of what dimensions of other packages found.
    """

    prefix: str
    title: str
    known: tuple[str, ...]
    origin: str
    language: str | None
    genre: str
    opinion: str
    neutrality: Neutrality
    summary: tuple[tuple[str, str], ...]
    legend: tuple[LegendRow, ...]
    paragraphs: tuple[Paragraph, ...]
    opinions: tuple[panels.OpinionView, ...]
    words: tuple[panels.WordView, ...]
    frames: tuple[panels.FrameView, ...]
    stances: tuple[panels.StanceView, ...]
    sources: tuple[Source, ...]
    source_bars: tuple[Bar, ...]
    scores: tuple[tuple[str, ...], ...]
    formulas: tuple[str, ...]
    described: tuple[tuple[str, ...], ...]
    notices: tuple[tuple[str, str], ...]
    methods: str
    citation: str


def page(report: Report, prefix: str = "") -> Page:
    """Return the values of one article's page."""
    article = report.article
    tables = {table.title: table.rows for table in findings(report)}
    quoted = sources(report)
    return Page(
        prefix=prefix,
        title=inline(article.title or "").strip() or "(no headline)",
        known=tuple(inline(it).strip() for it in (article.outlet, article.published) if it),
        origin=phrases.origin(report),
        language=article.language,
        genre=phrases.DASH if report.genre is None else report.genre.label,
        opinion=phrases.score_value(report.scores.get("opinion_share")),
        neutrality=_neutrality(report),
        summary=tuple(_summary(report)),
        legend=tuple(_legend(report)),
        paragraphs=tuple(paragraphs(report)),
        opinions=panels.opinions(report),
        words=panels.words(report),
        frames=panels.frames(report),
        stances=panels.stances(report),
        sources=quoted,
        source_bars=tuple(share(source.share) for source in quoted),
        scores=tables.get("Scores", ()),
        formulas=tuple(formulas(report)),
        described=tables.get("Other dimensions", ()),
        notices=tuple(_notice(notice) for notice in report.notices),
        methods=methods(report),
        citation=citation(),
    )


def _neutrality(report: Report) -> Neutrality:
    score = report.scores.get("neutrality")
    if score is None or score.value is None:
        return Neutrality(phrases.DASH, None, phrases.missing(score), ())
    because = tuple(inline(it).strip() for it in score.contributions)
    told = phrases.percentile(score)
    return Neutrality(phrases.score_value(score), share(score.value / 100), told, because)


def _summary(report: Report) -> Iterator[tuple[str, str]]:
    yield "Genre", phrases.genre(report)
    yield "Opinion", phrases.opinion(report)
    yield "Loaded words", phrases.loaded(report)
    present = [f"{inline(it.frame)} ({it.score:.2f})" for it in report.frames if it.present]
    yield (
        "Frames",
        ", ".join(present)
        or ("none is clear" if report.frames else f"{phrases.DASH}  (not asked for)"),
    )
    for name, result in report.dimensions.items():
        yield inline(name).replace("_", " ").capitalize().strip(), phrases.dimension(result)


def _legend(report: Report) -> Iterator[LegendRow]:
    """Yield the roles; none where the dimension role was not asked for."""
    counts = Counter(passage.role for passage in report.passages)
    for role, mark in MARKS.items():
        if report.passages:
            yield LegendRow(role, mark, counts[role])


def _notice(notice: Notice) -> tuple[str, str]:
    return inline(notice.code).strip(), inline(notice.message).strip()
