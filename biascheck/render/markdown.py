"""Markdown: the report as a document, for notes, issues and pull requests.

The article's own text is escaped, so that nothing in it becomes a heading, a
link, an image or HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biascheck.render import phrases
from biascheck.render.findings import MAX_ROWS, findings, formulas
from biascheck.render.harmless import inline
from biascheck.render.marks import MARKS
from biascheck.render.segments import paragraphs, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biascheck.render.findings import Finding
    from biascheck.render.layout import Layout
    from biascheck.types import Passage, Report

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&$!@]|:(?=\S))")
# What starts a block: a list, a numbered list, a quotation, a rule or an underline.
_BLOCK: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def render(reports: Iterable[Report], layout: Layout) -> Iterator[str]:
    """Yield one document part per report; a rule divides it from the one before."""
    for index, report in enumerate(reports):
        parts = _summary(report) if layout.summary else (*_summary(report), *_details(report))
        yield ("\n---\n\n" if index else "") + "\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    escaped = _SPECIAL.sub(r"\\\1", inline(text).strip())
    return _BLOCK.sub(_escape_block, escaped)


def _escape_block(match: re.Match[str]) -> str:
    blanks, sign = match.groups()
    return f"{blanks}{sign[:-1]}\\{sign[-1]}"


def _summary(report: Report) -> Iterator[str]:
    yield f"# {escape(report.article.title or '(no headline)')}"
    yield ""
    yield escape(phrases.origin(report))
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    for label, value in _measures(report):
        yield f"| **{label}** | {escape(value)} |"
    for notice in report.notices:
        yield f"| **Warning** | {escape(notice.message)} ({escape(notice.code)}) |"


def _measures(report: Report) -> Iterator[tuple[str, str]]:
    yield "Genre", phrases.genre(report)
    score = report.scores.get("neutrality")
    if score is None or score.value is None:
        yield "Neutrality", f"{phrases.DASH} ({phrases.missing(score)})"
    else:
        yield "Neutrality", f"{phrases.score_value(score)} of 100, {phrases.percentile(score)}"
        if score.contributions:
            yield "because", phrases.because(score)
    yield "Opinion", phrases.opinion(report)
    yield "Loaded words", phrases.loaded(report)
    present = [f"{frame.frame} ({frame.score:.2f})" for frame in report.frames if frame.present]
    yield "Frames", ", ".join(present) or phrases.DASH
    for name, result in report.dimensions.items():
        yield escape(name.replace("_", " ").capitalize()), phrases.dimension(result)


def _details(report: Report) -> Iterator[str]:
    yield ""
    yield "## The article"
    yield ""
    legend = ", ".join(f"**{mark.letter}** {mark.meaning}" for mark in MARKS.values())
    yield f"{legend}, **‹loaded›** words."
    for group in paragraphs(report):
        yield ""
        yield "\\\n".join(_passage(report, passage) for passage in group)
    for finding in findings(report):
        yield from _table(finding)
    computed = list(formulas(report))
    if computed:
        yield from ("", "## How the scores are computed")
    for formula in computed:
        yield from ("", escape(formula))
    yield from ("", escape(f"Model: {phrases.provenance(report)}"))


def _passage(report: Report, passage: Passage) -> str:
    pieces = [
        f"**‹{escape(text)}›**" if loaded else _escape_within(text)
        for text, loaded in segments(report, passage.span)
    ]
    evidence = phrases.evidence(report, passage)
    because = f"\\\n*{escape(evidence)}*" if evidence else ""
    return f"**{MARKS[passage.role].letter}** {''.join(pieces).strip()}{because}"


def _escape_within(text: str) -> str:
    """Return the escaped text with the blanks at its ends, which part it from a word."""
    left = " " if text[:1] == " " else ""
    right = " " if text[-1:] == " " and text.strip() else ""
    return f"{left}{escape(text)}{right}"


def _table(finding: Finding) -> Iterator[str]:
    yield from ("", f"## {finding.title}", "")
    yield f"| {' | '.join(finding.columns)} |"
    yield f"|{' --- |' * len(finding.columns)}"
    for row in finding.rows[:MAX_ROWS]:
        yield f"| {' | '.join(escape(cell) for cell in row)} |"
    if len(finding.rows) > MAX_ROWS:
        yield from ("", f"and {len(finding.rows) - MAX_ROWS:,} more, all in `--format json`")
