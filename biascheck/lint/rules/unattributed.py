"""Unattributed claims: the author credits a claim to nobody in particular.

Flags: reported speech of a class that nobody can ask back ("critics say", "some observers
believe", "sources close to her"), and impersonal belief ("it is widely seen as").

Does not flag: a class that is exemplified ("critics such as Irena Voss", or a named speaker
within the next two sentences); counted or official sources ("three experts", "officials");
the words of sources themselves; the author's own claims without a source, which are BC101.

Threshold: none, as word lists decide; the quotes they look at are those that the model found.

Source: weasel words as defined by Ganter, Strube 2009, "Finding Hedges by Chasing Weasels",
and Vincze 2013, "Weasels, Hedges and Peacocks"; the word lists are this project's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from biascheck.lint.finding import Suspicion
from biascheck.render.harmless import shorten
from biascheck.segmentation.lexicon import word_set
from biascheck.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biascheck.types import Quote, Report

CODE: Final = "BC103"
THRESHOLD: Final = None
FLAGGED: Final = (
    (
        "Council approves bridge\n\n"
        "The council approved it on Monday. Critics say the plan will ruin the old town.\n\n"
        "Work begins in March."
    ),
    (
        "New director named\n\n"
        "The water board named Helene Aubrecht as its director on Thursday. The choice is widely "
        "seen as a concession to the farmers."
    ),
)
NOT_FLAGGED: Final = (
    (
        "Council approves bridge\n\n"
        "The council approved the bridge on Monday. Critics say the plan will ruin the old town. "
        '"They are building over our cellars," said Irena Voss, who runs an inn there.\n\n'
        "Work begins in March."
    ),
    (
        "New director named\n\n"
        "The water board named Helene Aubrecht as its director on Thursday. Piet Sandoval, the "
        "chairman of the farmers' association, said that he welcomed the choice."
    ),
)
# Classes of people whom nobody can ask back.
NOBODY: Final = word_set(
    "analysts commentators critics detractors experts insiders observers opponents proponents "
    "pundits sceptics skeptics sources supporters watchers"
)
# The same without a noun: not before "of", where they count what was asked.
_QUANTIFIERS: Final = word_set("many most others some")
_COUNTED: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|dozens|both|his|her|their|its"
    # What refers back to somebody who was introduced.
    r"|the|these|those)\b"
)
_PHRASE_END: Final = re.compile(
    r"\s+(?=(?:of|in|on|to|with|within|inside|close|familiar|who|that|for|like|here|there)\b)"
    r"|[,;(]"
)
_EXEMPLIFIED: Final = re.compile(r"\b(?:such as|including|among them|for example|for instance)\b")
_IMPERSONAL: Final = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:widely|generally|commonly|broadly|universally)\s+"
    r"(?:seen|viewed|believed|thought|considered|regarded|perceived|expected|feared|understood"
    r"|held|assumed|rumou?red|said)\b"
    r"|\bit\s+(?:is|was|has\s+been)\s+(?:often\s+)?"
    r"(?:said|believed|thought|feared|rumou?red|whispered|argued|claimed)\s+that\b",
    re.IGNORECASE,
)
# Sentences after a class in which somebody may step forward for it.
_NEAR: Final = 2
_LONGEST: Final = 60


def find(report: Report, threshold: float) -> Iterator[Suspicion]:  # noqa: ARG001 - has none
    """Yield classes of sources and impersonal beliefs, in the order of the text."""
    found = {item.span: item for item in (*_classes(report), *_beliefs(report))}
    for span in sorted(found):
        yield found[span]


def _classes(report: Report) -> Iterator[Suspicion]:
    for quote in report.quotes:
        source = quote.speaker_span
        if source is None or report.labels[quote.sentence].role == "opinion":
            continue
        listed = report.article.text[: source.start].endswith("and ")
        if listed or not is_nobody(report.text_of(source)):
            continue
        if not _steps_forward(report, quote):
            told = shorten(report.text_of(source), _LONGEST)
            yield _suspicion(report, source, quote.sentence, f"no source is named: {told}")


def _beliefs(report: Report) -> Iterator[Suspicion]:
    direct = [quote.span for quote in report.quotes if quote.direct]
    for sentence, label in zip(report.sentences, report.labels, strict=True):
        if label.role in {"boilerplate", "quote"}:
            continue
        for match in _IMPERSONAL.finditer(report.article.text, sentence.start, sentence.end):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in direct):
                told = shorten(match[0], _LONGEST)
                yield _suspicion(report, span, sentence.index, f"nobody holds this view: {told}")


def is_nobody(source: str) -> bool:
    """Say whether a source is a class of people whom nobody can ask back."""
    phrase, *rest = _PHRASE_END.split(source.strip(), maxsplit=1)
    words = phrase.split()
    if not words or _COUNTED.search(phrase.lower()) or any(w[:1].isupper() for w in words[1:]):
        return False
    head = words[-1].lower()
    return head in NOBODY or (head in _QUANTIFIERS and not "".join(rest).startswith("of "))


def _steps_forward(report: Report, quote: Quote) -> bool:
    """Say whether the class is exemplified: in its sentence, or by a speaker soon after."""
    if _EXEMPLIFIED.search(report.text_of(report.sentences[quote.sentence].span)):
        return True
    near = range(quote.sentence, quote.sentence + _NEAR + 1)
    return any(
        other.speaker is not None and other.sentence in near and _is_name(other.speaker)
        for other in report.quotes
    )


def _is_name(speaker: str) -> bool:
    """Say whether a speaker has a name, and is no class at a sentence's beginning."""
    return any(word[:1].isupper() for word in speaker.split()) and not is_nobody(speaker)


def _suspicion(report: Report, span: Span, sentence: int, message: str) -> Suspicion:
    return Suspicion(
        span=span,
        message=message,
        certainty=None,
        evidence=(shorten(report.text_of(span), _LONGEST),),
        anchor=f"{report.text_of(span)}\n{report.text_of(report.sentences[sentence].span)}",
    )
