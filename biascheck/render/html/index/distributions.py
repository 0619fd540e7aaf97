"""How neutrality and opinion are spread: over all articles, and over groups of them.

A group is shown by its median and quartiles once it has ``FEWEST`` articles. Below that
it is named, but not measured: no outlet is judged by a handful of articles.

Source: quartiles are those of linear interpolation between order statistics (Hyndman and
Fan 1996, definition 7), as numpy and R compute them by default.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING, Any, Final

from biascheck.render.html.bars import Bar
from biascheck.render.html.index.entries import text
from biascheck.render.phrases import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Articles below which a group is not measured.
FEWEST: Final = 10
# Groups of one kind that are shown, the largest; an archive may have thousands of outlets.
MOST: Final = 40
MONTH: Final = "month"
# Columns that part the articles, where the corpus has them; the first of each is our own.
KINDS: Final = ("outlet", "lean", "topic", MONTH)
_ALL: Final = "All articles"


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of one score in one group.

    Attributes:
        box: From the lower to the upper quartile, on 0 to 100.
        median: On 0 to 100.
        told: The three numbers in words.
    """

    box: Bar
    median: float
    told: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group; a spread is None where fewer than ``FEWEST`` articles have the score."""

    name: str
    articles: int
    neutrality: Spread | None
    opinion: Spread | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The groups of one kind, ``left_out`` of them not shown, ``unknown`` articles in none."""

    kind: str
    groups: tuple[Group, ...]
    left_out: int
    unknown: int


class Spreads:
    """Collects the scores of articles, one after the other."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, _Scores]] = {
            kind: defaultdict(_Scores) for kind in (_ALL, *KINDS)
        }

    def add(self, values: Mapping[str, Any]) -> None:
        """Take in the row of ``articles`` of one article, with the columns it carries."""
        self._groups[_ALL][_ALL].add(values)
        for kind, name in _names(values).items():
            self._groups[kind][name].add(values)

    def overall(self) -> Group:
        """Return all articles as one group."""
        return self._groups[_ALL][_ALL].group(_ALL)

    def distributions(self) -> tuple[Distribution, ...]:
        """Return the kinds that part the articles into two groups or more."""
        found = (self._distribution(kind) for kind in KINDS if len(self._groups[kind]) > 1)
        return tuple(found)

    def _distribution(self, kind: str) -> Distribution:
        groups = self._groups[kind]
        largest = sorted(groups, key=lambda name: (-groups[name].articles, name))[:MOST]
        if kind == MONTH:
            largest.sort()
        known = sum(scores.articles for scores in groups.values())
        return Distribution(
            kind=kind,
            groups=tuple(groups[name].group(name) for name in largest),
            left_out=len(groups) - len(largest),
            unknown=self._groups[_ALL][_ALL].articles - known,
        )


class _Scores:
    """The scores of one group."""

    def __init__(self) -> None:
        self.articles = 0
        self._neutrality: list[float] = []
        self._opinion: list[float] = []

    def add(self, values: Mapping[str, Any]) -> None:
        self.articles += 1
        if values["neutrality"] is not None:
            self._neutrality.append(values["neutrality"])
        if values["opinion_share"] is not None:
            self._opinion.append(100 * values["opinion_share"])

    def group(self, name: str) -> Group:
        return Group(
            name,
            self.articles,
            _spread(self._neutrality, self.articles, "{:.0f}".format),
            _spread(self._opinion, self.articles, lambda value: percent(value / 100)),
        )


def _spread(values: Sequence[float], articles: int, show: Any) -> Spread | None:
    if len(values) < FEWEST:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    known = "" if len(values) == articles else f", of {len(values):,}"
    told = f"{show(middle)} ({show(low)} to {show(high)}){known}"
    return Spread(Bar(round(low, 1), round(high - low, 1)), round(middle, 1), told)


def _names(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the group of each kind that the article is in."""
    known = {name.casefold(): value for name, value in values.items()}
    names = {kind: text(known.get(kind)) for kind in KINDS}
    names[MONTH] = names[MONTH] or _month(text(known.get("published")))
    return {kind: name for kind, name in names.items() if name}


def _month(date: str) -> str:
    """Return the month of an ISO 8601 date; "" for what is none."""
    year, month = date[:4], date[5:7]
    whole = date[4:5] == "-" and len(month) == len("05")
    return date[:7] if whole and year.isdigit() and month.isdigit() else ""
