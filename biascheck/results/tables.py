"""A report, an error, a duplicate: as rows of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from biascheck.errors import error_code, error_message
from biascheck.labels import ROLES, STANCES
from biascheck.render.contract import SCORES, to_dict
from biascheck.render.table import article_row
from biascheck.results.carried import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biascheck.results.carried import Carried
    from biascheck.types import Report, Span, Stance

DuplicateKind = Literal["exact", "near"]
Values = dict[str, Any]

# The warning of an article with values that fit no carried column.
UNFIT: Final = "columns"


class Place(Protocol):
    """Where an item of a corpus stood, as ``biascheck.corpus.row.Row`` says it."""

    @property
    def id(self) -> str:
        """Name within the corpus."""

    @property
    def source(self) -> str:
        """File it comes from."""

    @property
    def line(self) -> int | None:
        """Line in the source, from 1."""

    @property
    def columns(self) -> Mapping[str, Any]:
        """What the source says of it besides the text."""


def report_rows(
    number: int,
    row: Place,
    report: Report,
    carried: Carried | None = None,
    *,
    text: bool = True,
) -> dict[str, list[Values]]:
    """Return the rows of all tables that a report fills.

    Args:
        number: The item's number in the corpus, from 0.
        row: Where it stood.
        report: What was found.
        carried: Which columns of the input go along; None: none.
        text: Keep the text of sentences and quotes; else it is null.
    """
    key = {"row": number, "id": row.id}
    tables = {
        "articles": iter([_article(row, report, carried)]),
        "sentences": _sentences(report, text=text),
        "passages": _passages(report),
        "loaded": _loaded(report),
        "frames": _frames(report),
        "stances": map(_stance, report.stances),
        "quotes": _quotes(report, text=text),
    }
    return {name: [key | values for values in rows] for name, rows in tables.items()}


def error_row(number: int, row: Place, error: Exception) -> Values:
    """Return the row of ``errors`` for an item that was not analysed."""
    told = {"code": error_code(error), "message": error_message(error)}
    return {"row": number, "id": row.id, "source": row.source, "line": row.line, **told}


def duplicate_row(
    number: int,
    item_id: str,
    source: str,
    line: int | None,
    of_row: int,
    of_id: str,
    similarity: float | None,
    kind: DuplicateKind,
) -> Values:
    """Return the row of ``duplicates`` for an item that repeats an earlier one.

    Args:
        number: The item's number in the corpus, from 0.
        item_id: Its name.
        source: Where it comes from.
        line: Its line there, from 1.
        of_row: The earlier item's number.
        of_id: The earlier item's name.
        similarity: Jaccard index of word 5-grams, in [0, 1]; None if ``kind`` is exact.
        kind: Whether it repeats the earlier item exactly.
    """
    place = {"row": number, "id": item_id, "source": source, "line": line}
    return {**place, "of_row": of_row, "of_id": of_id, "kind": kind, "similarity": similarity}


def _article(row: Place, report: Report, carried: Carried | None) -> Values:
    values = article_row(report)
    fitting, rest = carried.fit(row.columns) if carried else ({}, {})
    reasons = {name: report.scores[name].reason for name in SCORES if name in report.scores}
    return {
        **values,
        "id": row.id,
        "source": row.source,
        "line": row.line,
        "url": report.article.url,
        **{f"{name}_reason": reason for name, reason in reasons.items()},
        "dimensions": to_json(to_dict(report)["dimensions"]) if report.dimensions else None,
        "warnings": [*values["warnings"], *([UNFIT] if rest else [])],
        "rest": to_json(rest) if rest else None,
        **fitting,
    }


def _sentences(report: Report, *, text: bool) -> Iterator[Values]:
    passages = {
        number: passage.index
        for passage in report.passages
        for number in range(passage.first, passage.last + 1)
    }
    for sentence, label in zip(report.sentences, report.labels, strict=True):
        yield {
            "sentence": sentence.index,
            "paragraph": sentence.paragraph,
            "passage": passages.get(sentence.index),
            **_span(sentence.span),
            "text": report.text_of(sentence.span) if text else None,
            "role": label.role,
            **{role: label.probabilities.get(role) for role in ROLES},
            "subjective": label.subjective,
            "attributed": label.attributed,
            "loaded": label.loaded,
            "speaker": label.speaker,
            "evidence": [word.text for word in label.evidence if word.decision == "opinion"],
        }


def _passages(report: Report) -> Iterator[Values]:
    for passage in report.passages:
        yield {
            "passage": passage.index,
            **_span(passage.span),
            "role": passage.role,
            "probability": passage.probability,
            "first": passage.first,
            "last": passage.last,
        }


def _loaded(report: Report) -> Iterator[Values]:
    for word in report.loaded:
        found = {"text": word.text, "score": word.score}
        yield {"sentence": word.sentence, **_span(word.span), **found}


def _frames(report: Report) -> Iterator[Values]:
    for frame in report.frames:
        yield {
            "frame": frame.frame,
            "score": frame.score,
            "present": frame.present,
            "evidence": list(frame.evidence),
        }


def _stance(stance: Stance) -> Values:
    probabilities = stance.probabilities or {}
    return {
        "target": stance.target,
        "kind": stance.kind,
        "mentions": len(stance.mentions),
        "score": stance.score,
        "label": stance.label,
        **{f"p_{name}": probabilities.get(name) for name in STANCES},
        "harmed": stance.harmed,
        "author_score": stance.author.score,
        "author_n": stance.author.n,
        "quoted_score": stance.quoted.score,
        "quoted_n": stance.quoted.n,
        "evidence": list(stance.evidence),
    }


def _quotes(report: Report, *, text: bool) -> Iterator[Values]:
    for quote in report.quotes:
        yield {
            "sentence": quote.sentence,
            **_span(quote.span),
            "text": report.text_of(quote.span) if text else None,
            "speaker": quote.speaker,
            "cue": quote.cue,
            "direct": quote.direct,
        }


def _span(span: Span) -> Values:
    return {"start": span.start, "end": span.end}
