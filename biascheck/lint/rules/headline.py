"""Headline: it judges more, or loads more, than the body that it stands above.

Flags: a headline whose probabilities of judging and of loaded wording exceed those of the
body's sentences in the author's voice.

Does not flag: a headline whose words belong to a source; one above fewer than three
sentences in the author's voice, too few to compare with; facts that only the headline has.

Threshold: the headline gap, in [0, 1]: the mean by which P(loaded) and P(subjective) of the
headline exceed their means over the body. Of the reference news reports one in ten has .25
or more.

Source: headline against body as in Ecker, Lewandowsky, Chang, Pillai 2014 (effects of
misleading headlines).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biascheck.lint.finding import Suspicion
from biascheck.render.harmless import shorten
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Report

CODE: Final = "BC104"
THRESHOLD: Final = 0.25
FLAGGED: Final = (
    (
        "Disgraceful blunder: shameless council plunders our beloved harbour\n\n"
        "The council met on Monday and voted on the harbour's budget.\n\n"
        "It set aside 17 million crowns for two cranes and a pier. The work begins in March.\n\n"
        "The harbour handled 41,000 containers last year, 12 per cent fewer than in 2021."
    ),
)
NOT_FLAGGED: Final = (
    (
        "Council sets aside 17 million crowns for the harbour\n\n"
        "The council met on Monday and voted on the harbour's budget.\n\n"
        "It set aside 17 million crowns for two cranes and a pier. The work begins in March.\n\n"
        "The harbour handled 41,000 containers last year, 12 per cent fewer than in 2021."
    ),
)
_LEAST_BODY: Final = 3
_QUOTED: Final = re.compile(r"[\"“”«»]|(?<!\w)['‘]\w.*?\w['’](?!\w)")
_LONGEST: Final = 80


def find(report: Report, threshold: float) -> Iterator[Suspicion]:
    """Yield at most one suspicion, at the headline."""
    score = report.scores.get("headline_gap")
    title = report.article.title
    if score is None or score.value is None or not title or score.value < threshold:
        return
    if _is_quoted(report, title) or _body(report) < _LEAST_BODY:
        return
    yield Suspicion(
        span=_span(report, title),
        message=(
            f"the headline is more judging or loaded than the body (gap {score.value:.2f}): "
            f"{shorten(title, _LONGEST)}"
        ),
        certainty=score.value,
        evidence=(shorten(title, _LONGEST),),
        anchor=title,
    )


def _is_quoted(report: Report, title: str) -> bool:
    """Say whether the headline's words belong to a source; of one apart its marks tell."""
    span = report.article.title_span
    if span is None:
        return _QUOTED.search(title) is not None
    return any(
        label.role == "quote"
        for sentence, label in zip(report.sentences, report.labels, strict=True)
        if sentence.span.overlaps(span)
    )


def _body(report: Report) -> int:
    """Return how many sentences below the headline are in the author's voice."""
    span = report.article.title_span
    own = {"reporting", "opinion"}
    return sum(
        label.role in own and (span is None or not sentence.span.overlaps(span))
        for sentence, label in zip(report.sentences, report.labels, strict=True)
    )


def _span(report: Report, title: str) -> Span:
    """Return where the headline stands: in the text, in its front matter, or at the top."""
    if report.article.title_span is not None:
        return report.article.title_span
    start = report.article.text.find(title)
    return Span(0, 0) if start < 0 else Span(start, start + len(title))
