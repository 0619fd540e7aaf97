"""False positives by the lean of the outlet: is news of one side called opinion more often?

The labels say which articles are news. What they carry of opinion all the same is not
known, so the rates are upper bounds, and their difference is what counts.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biascheck.errors import DataError
from biascheck.evaluation.audit.bounds import LEAN_BOUND, Verdict
from biascheck.evaluation.bootstrap import Measure, measure
from biascheck.evaluation.cases import article
from biascheck.evaluation.fields import label_index
from biascheck.evaluation.metrics.arrays import ratio
from biascheck.evaluation.result import measured_dict, model_dict
from biascheck.evaluation.rows import RowError, Unreadable, read_lines, read_rows
from biascheck.labels import GENRES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.evaluation.bootstrap import Measured
    from biascheck.evaluation.metrics.arrays import FloatArray, IntArray
    from biascheck.evaluation.rows import Row
    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Article, Provenance

RATES: Final = ("sentences", "articles")
# Fewer outlets of a lean say too little of how outlets differ to be drawn again.
_LEAST_OUTLETS: Final = 5
_NEWS: Final = GENRES.index("news")


@dataclass(frozen=True, slots=True)
class Leaning:
    """The news articles of one lean: how many, and what share is called opinion.

    ``n_outlets`` is None where a row does not name its outlet. With few outlets a
    difference between leans may be one between outlets.
    """

    n_outlets: int | None
    n_articles: int
    n_sentences: int
    rates: Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class LeanAudit:
    """False-positive rates by lean.

    Attributes:
        model: Which model it was.
        file: The file.
        leans: Each lean's rates: ``sentences`` in the role of opinion, ``articles`` of
            the genre opinion, both in [0, 1].
        differences: The largest difference between two leans, of each rate. It cannot
            fall below 0, so on few articles chance alone makes it large; see the interval.
        opinion: Rows left out because they are opinion articles.
        unreadable: Rows that could not be read.
        clusters: What intervals draw again: ``outlet`` where every lean has at least
            five, else ``article``, which leaves out how outlets differ.
    """

    model: Provenance
    file: str
    leans: Mapping[str, Leaning]
    differences: Mapping[str, Measured]
    opinion: int
    unreadable: tuple[Unreadable, ...]
    clusters: str

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The bound on each difference, with whether it is kept."""
        return tuple(
            Verdict(f"lean.{rate}.difference", found.value, LEAN_BOUND)
            for rate, found in self.differences.items()
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``--format json`` prints."""
        return {
            "schema": "biascheck.audit-leans/1",
            "model": model_dict(self.model),
            "file": self.file,
            "leans": {
                lean: {
                    "n_outlets": found.n_outlets,
                    "n_articles": found.n_articles,
                    "n_sentences": found.n_sentences,
                    **measured_dict(found.rates),
                }
                for lean, found in self.leans.items()
            },
            "differences": measured_dict(self.differences),
            "bounds": [verdict.to_dict() for verdict in self.verdicts],
            "opinion_articles_left_out": self.opinion,
            "unreadable": len(self.unreadable),
            "unreadable_rows": [{"line": u.line, "cause": u.cause} for u in self.unreadable],
            "interval_draws": self.clusters,
        }


@dataclass(frozen=True, slots=True)
class _Count:
    """Of one article: sentences, those called opinion, and whether it is."""

    lean: str
    outlet: str | None
    counts: tuple[float, float]
    called: tuple[float, float]


def measure_leans(
    path: Path, model: Model, on_article: Callable[[int], None] = lambda _: None
) -> LeanAudit:
    """Read labelled articles and return the false-positive rates of each lean.

    Args:
        path: JSON Lines, plain or gzipped: id, text, title, lean, label (``news`` or
            ``opinion``) and, if known, outlet.
        model: The analyzer.
        on_article: Told how many more articles are done.

    Raises:
        DataError: If the file cannot be read or holds news of fewer than two leans.
    """
    unreadable: list[Unreadable] = []
    others: list[str] = []
    counts = []
    for count in _count(_news(path, unreadable, others), model):
        counts.append(count)
        on_article(1)
    if len({count.lean for count in counts}) < 2:
        raise _too_few_leans(path, counts, unreadable)
    outlets = _outlets(counts)
    by_outlet = all(n is not None and n >= _LEAST_OUTLETS for n in outlets.values())
    leans, differences = _rates(counts, outlets, by_outlet=by_outlet)
    return LeanAudit(
        model=model.provenance,
        file=str(path),
        leans=leans,
        differences=differences,
        opinion=len(others),
        unreadable=tuple(unreadable),
        clusters="outlet" if by_outlet else "article",
    )


def _outlets(counts: Sequence[_Count]) -> dict[str, int | None]:
    """Return how many outlets each lean has; None where an article does not name its."""
    found: dict[str, set[str | None]] = {}
    for count in counts:
        found.setdefault(count.lean, set()).add(count.outlet)
    return {lean: None if None in names else len(names) for lean, names in found.items()}


def _too_few_leans(
    path: Path, counts: Sequence[_Count], unreadable: Sequence[Unreadable]
) -> DataError:
    if not counts and unreadable:
        first = unreadable[0]
        return DataError(
            f"no news article can be read: {first.cause}.",
            source=f"{path}:{first.line}",
            hint="A row has id, text, title, lean and label.",
        )
    return DataError(
        "news articles of at least two leans are needed.",
        source=str(path),
        hint="Add rows with another 'lean' whose label is 'news'.",
    )


def _news(path: Path, unreadable: list[Unreadable], others: list[str]) -> Iterator[Row[int]]:
    """Yield the news rows; note the rest."""
    for row in read_rows(read_lines(path), _gold):
        if isinstance(row, Unreadable):
            unreadable.append(row)
        elif row.gold != _NEWS:
            others.append(row.id)
        else:
            yield row


def _gold(fields: Mapping[str, Any]) -> int:
    lean = fields.get("lean")
    if not isinstance(lean, str) or not lean.strip():
        raise RowError("field 'lean' is missing or blank")
    return label_index(fields, GENRES)


def _count(rows: Iterable[Row[int]], model: Model) -> Iterator[_Count]:
    waiting: deque[Row[int]] = deque()

    def feed() -> Iterator[Article]:
        for row in rows:
            waiting.append(row)
            yield article(row.text, row)

    for report in model.analyze_many(feed()):
        row = waiting.popleft()
        opinions = sum(label.role == "opinion" for label in report.labels)
        genre = report.genre is not None and report.genre.label == "opinion"
        yield _Count(
            lean=row.groups["lean"],
            outlet=row.groups.get("outlet"),
            counts=(float(len(report.labels)), 1.0),
            called=(float(opinions), float(genre)),
        )


def _rates(
    counts: Sequence[_Count], outlets: Mapping[str, int | None], *, by_outlet: bool
) -> tuple[dict[str, Leaning], dict[str, Measured]]:
    """Return the rates of each lean and their largest differences, with intervals."""
    names = [str(c.outlet if by_outlet else i) for i, c in enumerate(counts)]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    clusters = np.array([numbers[name] for name in names], dtype=np.int64)
    inside = {lean: np.array([float(c.lean == lean) for c in counts]) for lean in sorted(outlets)}
    measures = [m for i in range(len(RATES)) for m in _measures(i, counts, inside, clusters)]
    found = measure(measures, len(numbers))
    leans = {
        lean: Leaning(
            n_outlets=outlets[lean],
            n_articles=int(own.sum()),
            n_sentences=int(sum(c.counts[0] for c in counts if c.lean == lean)),
            rates={rate: found[f"{lean}/{rate}"] for rate in RATES},
        )
        for lean, own in inside.items()
    }
    return leans, {rate: found[rate] for rate in RATES}


def _measures(
    place: int, counts: Sequence[_Count], inside: Mapping[str, FloatArray], clusters: IntArray
) -> Iterator[Measure]:
    """Yield one of the rates for each lean, then the largest difference of that rate."""
    called = np.array([c.called[place] for c in counts])
    total = np.array([c.counts[place] for c in counts])
    rates = {lean: _rate(called * own, total * own) for lean, own in inside.items()}
    for lean, rate in rates.items():
        yield Measure(f"{lean}/{RATES[place]}", clusters, rate, "no article")
    yield Measure(RATES[place], clusters, _spread([*rates.values()]), "no article of a lean")


def _rate(called: FloatArray, total: FloatArray) -> Callable[[FloatArray], FloatArray]:
    return lambda weights: ratio(weights @ called, weights @ total)


def _spread(
    rates: Sequence[Callable[[FloatArray], FloatArray]],
) -> Callable[[FloatArray], FloatArray]:
    """Return the largest less the smallest rate; NaN where a lean was not drawn."""

    def compute(weights: FloatArray) -> FloatArray:
        found = np.stack([rate(weights) for rate in rates])
        spread: FloatArray = found.max(axis=0) - found.min(axis=0)
        return spread

    return compute
