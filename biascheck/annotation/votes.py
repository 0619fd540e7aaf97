"""Annotated spans as one role per sentence: the majority of characters, then of annotators.

An annotator gives a sentence the role that covers more than half of its characters, blanks
left out. The sentence's label is the role that more annotators give than any other; where
two have as many, there is none. Nothing is decided by the order of the annotators.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from biascheck.annotation.task import Annotated, Place, Unusable
from biascheck.render.harmless import shorten
from biascheck.segmentation.sentences import segment
from biascheck.types import Span, merge_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biascheck.annotation.task import Mark

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Tie:
    """A sentence that annotators do not agree about; it has no row."""

    where: str
    text: str
    votes: Mapping[str, int]


@dataclass(slots=True)
class Labelled:
    """What annotations have become.

    Attributes:
        rows: Labelled sentences as ``biascheck adapt --dimension role`` reads them, with the
            votes beside.
        articles: Number of articles with at least one row.
        ties: Sentences without a majority.
        unlabelled: Number of sentences that nobody labelled, in articles that were annotated.
        waiting: Number of articles that nobody annotated.
        unusable: Items that could not be used.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    articles: int = 0
    ties: list[Tie] = field(default_factory=list)
    unlabelled: int = 0
    waiting: int = 0
    unusable: list[Unusable] = field(default_factory=list)


def label(items: Iterable[Annotated | Unusable]) -> Labelled:
    """Return the labelled sentences of all items; items of one article are put together.

    Two items are of one article if they have its name; if their texts differ, the later one
    cannot be used.
    """
    found = Labelled()
    articles: dict[str, list[Annotated]] = {}
    for item in items:
        if isinstance(item, Unusable):
            found.unusable.append(item)
            continue
        same = articles.setdefault(item.id, [])
        if same and same[0].text != item.text:
            cause = f"its text is not that of {same[0].where}, which has the same name {item.id!r}"
            found.unusable.append(Unusable(item.where, cause))
        else:
            same.append(item)
    for parts in articles.values():
        _add(found, parts)
    return found


def _add(found: Labelled, parts: Sequence[Annotated]) -> None:
    """Add the sentences of one article."""
    article = parts[0]
    votes = list(_ballots(parts))
    if not votes:
        found.waiting += 1
        return
    rows = len(found.rows)
    for index, place in enumerate(_places(article)):
        roles = (role_of(place.span, marks, article.text) for marks in votes)
        cast = Counter(role for role in roles if role is not None)
        first = [role for role, n in cast.items() if n == max(cast.values())]
        if not cast:
            found.unlabelled += 1
        elif len(first) > 1:
            text = shorten(article.text[place.span.start : place.span.end], _EXCERPT)
            found.ties.append(Tie(f"{article.where}, sentence {index}", text, dict(cast)))
        else:
            found.rows.append(_row(article, index, place, first[0], cast))
    found.articles += len(found.rows) > rows


def _ballots(parts: Sequence[Annotated]) -> Iterator[tuple[Mark, ...]]:
    """Yield the marks of each annotator; who says it twice about one article says it once."""
    last = {person: marks for part in parts for person, marks in part.votes.items()}
    yield from (marks for marks in last.values() if marks)


def _places(article: Annotated) -> tuple[Place, ...]:
    if article.sentences is not None:
        return article.sentences
    return tuple(Place(it.span, it.paragraph) for it in segment(article.text))


def role_of(sentence: Span, marks: Iterable[Mark], text: str) -> str | None:
    """Return the role that covers more than half of a sentence's characters, or None.

    Where marks overlap, two roles may cover more than half; then the larger one counts, and
    of two equal ones neither.
    """
    spans: dict[str, list[Span]] = {}
    for mark in marks:
        start, end = max(mark.span.start, sentence.start), min(mark.span.end, sentence.end)
        if start < end:
            spans.setdefault(mark.role, []).append(Span(start, end))
    whole = _letters(text, sentence)
    covered = {role: sum(_letters(text, it) for it in merge_spans(s)) for role, s in spans.items()}
    most = max(covered.values(), default=0)
    first = [role for role, n in covered.items() if n == most]
    return first[0] if len(first) == 1 and 2 * most > whole else None


def _letters(text: str, span: Span) -> int:
    return sum(not character.isspace() for character in text[span.start : span.end])


def _row(
    article: Annotated, index: int, place: Place, role: str, votes: Mapping[str, int]
) -> dict[str, Any]:
    known = {} if article.outlet is None else {"outlet": article.outlet}
    return {
        "id": f"{article.id}#{index}",
        "doc_id": article.id,
        "index": index,
        "paragraph": place.paragraph,
        "text": article.text[place.span.start : place.span.end],
        "label": role,
        "votes": dict(sorted(votes.items())),
        **known,
    }
