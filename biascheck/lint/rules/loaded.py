"""Loaded words: the author's wording takes sides where plain words would do.

Flags: emotive, evaluative or sensational words and short phrases in the author's voice.

Does not flag: words inside quotations, which belong to their speaker; plain names of grave
matters ("killed", "war"); words of which the model is not sure.

Threshold: P(loaded) of the word. At .5 it is as likely loaded as not by the model's own
account; the report lists words from .22 on, of which most are not what our codebook marks,
too many for a list that asks to be acted upon (docs/lint.md).

Source: lexical bias of Recasens, Danescu-Niculescu-Mizil, Jurafsky 2013 and of BABE (Spinde
et al. 2021); words also by this project's codebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biascheck.lint.finding import Suspicion
from biascheck.render.harmless import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Report

CODE: Final = "BC102"
THRESHOLD: Final = 0.5
FLAGGED: Final = (
    (
        "Council votes on ferry\n\n"
        "The corrupt council rammed through its idiotic ferry scam on Monday night.\n\n"
        "The ferry is to cost 17 million crowns."
    ),
    (
        "Minister answers questions\n\n"
        "The cowardly minister whined hysterically when he was asked about the pipe on Tuesday."
    ),
)
NOT_FLAGGED: Final = (
    (
        "Council votes on ferry\n\n"
        "The council voted on the ferry on Monday night. It is to cost 17 million crowns."
    ),
    (
        "Minister answers questions\n\n"
        '"The cowardly minister whined hysterically," said Tomas Reyl, a member of the council.'
        " The minister left the hall at noon."
    ),
)
_LONGEST: Final = 60


def find(report: Report, threshold: float) -> Iterator[Suspicion]:
    """Yield each loaded word or phrase, with its sentence as the anchor."""
    for word in sorted(report.loaded, key=lambda word: word.span):
        if word.score >= threshold:
            told = shorten(word.text, _LONGEST)
            sentence = report.sentences[word.sentence].span
            yield Suspicion(
                span=word.span,
                message=f"loaded wording (certainty {word.score:.2f}): {told}",
                certainty=word.score,
                evidence=(told,),
                anchor=f"{told}\n{report.text_of(sentence)}",
            )
