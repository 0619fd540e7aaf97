"""Opinion: the author judges, argues or forecasts in a text that promises a report.

Flags: runs of sentences that evaluate, interpret, predict, ridicule or exhort in the
author's own voice, with no source to whom the claim belongs.

Does not flag: what a source says, quoted or reported; facts in an opinion piece that is
declared as one; sentences of which the model is not sure.

Threshold: P(opinion) of the sentence. From .75 on, of what is flagged over all kinds of
articles about six in seven are opinion by our codebook, and of what a reader would mark about
two in three are still found (docs/lint.md).

Source: the role ``opinion`` of this project's codebook (datasets/gold), which follows the
writer's voice of Wiebe, Wilson, Cardie 2005.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from biascheck.lint.finding import Suspicion
from biascheck.render.harmless import inline
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Passage, Report

CODE: Final = "BC101"
THRESHOLD: Final = 0.75
FLAGGED: Final = (
    (
        "Ferry to Kell suspended until spring\n\n"
        "The council suspended the ferry to Kell on Monday, saying that its engine was beyond "
        "repair.\n\n"
        "It is a shameful and foolish decision that nobody with any sense could defend."
    ),
    (
        "Library to close on Saturdays\n\n"
        "The Ostren library will close on Saturdays from May, the town said.\n\n"
        "Frankly, a town that locks up its books has lost its mind, and it deserves better rulers."
    ),
)
NOT_FLAGGED: Final = (
    (
        "Ferry to Kell suspended until spring\n\n"
        "The council suspended the ferry to Kell on Monday. Its engine, built in 1974, failed an "
        "inspection last week.\n\n"
        '"It is a shameful and foolish decision," said Irena Voss, who runs the inn at the pier.'
    ),
    (
        "Library to close on Saturdays\n\n"
        "The Ostren library will close on Saturdays from May, the town said. About 300 people used "
        "it on an average Saturday last year."
    ),
)


def find(report: Report, threshold: float) -> Iterator[Suspicion]:
    """Yield each run of sure sentences inside an opinion passage."""
    for passage in report.passages:
        if passage.role == "opinion":
            yield from _sure_runs(report, passage, threshold)


def _sure_runs(report: Report, passage: Passage, threshold: float) -> Iterator[Suspicion]:
    indices = range(passage.first, passage.last + 1)
    for sure, group in groupby(indices, lambda i: _certainty(report, i) >= threshold):
        if sure:
            yield _suspicion(report, list(group))


def _certainty(report: Report, sentence: int) -> float:
    return report.labels[sentence].probabilities["opinion"]


def _suspicion(report: Report, run: list[int]) -> Suspicion:
    certainty = max(_certainty(report, i) for i in run)
    words = [word for i in run for word in report.labels[i].evidence if word.decision == "opinion"]
    words.sort(key=lambda word: (-word.weight, word.span))
    evidence = tuple(dict.fromkeys(inline(word.text).strip() for word in words))
    because = f": {', '.join(evidence[:3])}" if evidence else ""
    span = Span(report.sentences[run[0]].start, report.sentences[run[-1]].end)
    return Suspicion(
        span=span,
        message=f"opinion in the author's voice (certainty {certainty:.2f}){because}",
        certainty=certainty,
        evidence=evidence,
        anchor=report.text_of(report.sentences[run[0]].span),
    )
