"""One-sided sourcing: one speaker has nearly all the room that is given to sources.

Flags: an article that quotes at least 80 words in at least three quotes, of which one named
speaker has nearly all.

Does not flag: which side the speakers are on, or who was not asked: neither stands in the
text; articles with few quoted words. Words whose speaker could not be told count as another's.

Threshold: the share of the quoted words that one speaker has. From .8 on all others together
have no more than a word in five, which leaves a sentence of reply to a statement of four.

Source: the share of voices in the "balance" of news reports, Westerstahl 1983, "Objective
News Reporting".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from biascheck.lint.finding import Suspicion
from biascheck.render.harmless import shorten
from biascheck.types import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Report

CODE: Final = "BC105"
THRESHOLD: Final = 0.8
# Fewer words or quotes do not show a choice of sources: a brief quotes one spokesman.
LEAST_WORDS: Final = 80
LEAST_QUOTES: Final = 3
_BODY: Final = (
    '"The bridge was sound when we handed it over, and every report from those years says so," '
    "said Tomas Reyl, the site manager. "
    '"We told the council in April that the piers had to be replaced, and we told it again in '
    'May and in June," Reyl said.\n\n'
    '"Nobody wrote back to us for eleven weeks, and in those weeks the price of steel rose by a '
    'third," Reyl said. "If you want to know who is to blame for the delay, then look at the '
    'dates of those letters and draw your own conclusions," Reyl added.'
)
FLAGGED: Final = (f"Builder speaks about the bridge\n\n{_BODY}",)
NOT_FLAGGED: Final = (
    (
        f"Builder and council speak about the bridge\n\n{_BODY}\n\n"
        '"We read those letters, and not one of them named the piers or asked us for a decision," '
        "said Irena Voss, the council leader. "
        '"We learned from the invoices that the piers had been replaced, and by then there was '
        'nothing left to decide," Voss said.'
    ),
    (
        'Bridge reopens\n\nThe bridge reopened on Monday. "I want the customers back," said Marta '
        "Lindqvist, who runs a bakery."
    ),
)
_LONGEST: Final = 40


def find(report: Report, threshold: float) -> Iterator[Suspicion]:
    """Yield at most one suspicion, at the first quote of the speaker who has the room."""
    room: Counter[str | None] = Counter()
    for quote in report.quotes:
        room[quote.speaker] += count_words(report.text_of(quote.span))
    total = sum(room.values())
    if total < LEAST_WORDS or len(report.quotes) < LEAST_QUOTES:
        return
    speaker, words = max(room.items(), key=lambda item: item[1])
    share = words / total
    if speaker is None or share < threshold:
        return
    first = min(quote.span for quote in report.quotes if quote.speaker == speaker)
    named = len([name for name in room if name is not None])
    told = shorten(speaker, _LONGEST)
    yield Suspicion(
        span=first,
        message=f"{told} has {share:.0%} of the {total} quoted words, of {_sources(named)}",
        certainty=share,
        evidence=(f"{told}: {words} words", f"others: {total - words} words"),
        anchor=speaker,
    )


def _sources(number: int) -> str:
    return "1 named source" if number == 1 else f"{number} named sources"
