"""The rows of the index: what became of each item, as text that is safe to show.

An entry is made from the columns of the tables that ``biascheck batch`` writes, or from a
report, which has the same. An unknown number is None, and ``why`` says the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from biascheck.render.contract import SCORES
from biascheck.render.harmless import inline, shorten
from biascheck.render.table import article_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biascheck.types import Report

Status = Literal["analysed", "duplicate", "failed"]

# Numbers of the index: a name of its own for each column of the table of articles.
NUMBERS: Final = {
    "neutrality": "neutrality",
    "percentile": "neutrality_percentile",
    "opinion": "opinion_share",
    "loaded": "loaded_per_1000",
}
UNCLEAR: Final = "no frame is clear"
_TITLE: Final = 160  # characters; the page has the whole headline
_TOLD: Final = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the corpus.

    Attributes:
        row: Its number in the corpus, from 0.
        title: The headline, or the item's name in brackets.
        where: Source and line.
        page: Address of its page from the index; None where there is none.
        outlet: Who published it; likewise ``date`` and ``genre``; "" where unknown.
        numbers: Value of each of ``NUMBERS``, None where unknown.
        frame: The present frame with the highest score; "" where none is present.
        status: What became of it.
        told: Of what it is a duplicate, or why it failed; "" for what was analysed.
        why: Reason for each of the numbers that are None.
    """

    row: int
    title: str
    where: str
    page: str | None
    outlet: str
    date: str
    genre: str
    numbers: Mapping[str, float | None]
    frame: str
    status: Status
    told: str
    why: Mapping[str, str]


def analysed(values: Mapping[str, Any], page: str | None) -> Entry:
    """Return the entry of a row of ``articles``."""
    frames = values["frames"] or ()
    numbers = {name: values[column] for name, column in NUMBERS.items()}
    return Entry(
        row=values["row"],
        title=_title(values),
        where=_where(values),
        page=page,
        outlet=text(values["outlet"]),
        date=text(values["published"]),
        genre=text(values["genre"]),
        numbers=numbers,
        frame=text(frames[0]) if frames else "",
        status="analysed",
        told="",
        why={name: _why(name, values) for name, number in numbers.items() if number is None},
    )


def duplicate(values: Mapping[str, Any]) -> Entry:
    """Return the entry of a row of ``duplicates``."""
    like = values["similarity"]
    near = values["kind"] if like is None else f"{values['kind']}, similarity {like:.2f}"
    return _without_result(values, "duplicate", f"repeats {values['of_id']} ({near})")


def failed(values: Mapping[str, Any]) -> Entry:
    """Return the entry of a row of ``errors``."""
    return _without_result(values, "failed", f"{values['code']}: {values['message']}")


def report_values(report: Report, row: int) -> dict[str, Any]:
    """Return what a row of ``articles`` would say of a report, as far as an index needs it."""
    reasons = {f"{name}_reason": report.scores[name].reason for name in report.scores}
    missing = {f"{name}_reason": "not computed" for name in SCORES}
    return {**article_row(report), **missing, **reasons, "row": row, "line": None}


def text(value: Any) -> str:
    """Return a value of strangers as text on one line that is safe to show; None is ""."""
    return "" if value is None else shorten(str(value), _TITLE)


def _without_result(values: Mapping[str, Any], status: Status, told: str) -> Entry:
    told = shorten(told, _TOLD)
    return Entry(
        row=values["row"],
        title=_title(values),
        where=_where(values),
        page=None,
        outlet="",
        date="",
        genre="",
        numbers=dict.fromkeys(NUMBERS),
        frame="",
        status=status,
        told=told,
        why={},
    )


def _title(values: Mapping[str, Any]) -> str:
    return text(values.get("title")) or f"[{text(values['id'])}]"


def _where(values: Mapping[str, Any]) -> str:
    line = values["line"]
    return inline(values["source"] if line is None else f"{values['source']}:{line}").strip()


def _why(name: str, values: Mapping[str, Any]) -> str:
    if name == "percentile":
        known = values["neutrality"] is not None
        return "the model has no reference" if known else "there is no neutrality"
    return text(values.get(f"{NUMBERS[name]}_reason")) or "no reason given"
