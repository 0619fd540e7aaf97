"""The results of a corpus at a glance: counts, how the scores are spread, the first articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biascheck.render.contract import SCORES
from biascheck.render.harmless import shorten
from biascheck.render.notebook import fill
from biascheck.render.phrases import DASH, score_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biascheck.results.reading import Results

_FIRST: Final = 5
_BINS: Final = 24
_TITLE: Final = 60
_SHOWN: Final = ("id", "outlet", "title", "genre")
_FIGURES: Final = ("neutrality", "opinion_share", "loaded_per_1000")
# Bounds of the drawings; loaded words are seldom above 100 in 1,000, and end in the last bar.
_BOUNDS: Final = {
    "neutrality": (0.0, 100.0),
    "loaded_per_1000": (0.0, 100.0),
    "headline_gap": (-1.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Spread:
    """How a score is spread over the articles.

    Attributes:
        name: The score in words.
        known: Number of articles that have it.
        quartiles: Lower quartile, median and upper quartile as text; dashes if none has it.
        bars: Heights in [0, 1] of the bars of a histogram from the lowest to the highest value.
        low: Where the histogram begins; ``high``: where it ends.
    """

    name: str
    known: int
    quartiles: tuple[str, str, str]
    bars: tuple[float, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown of results; every string is safe to show once escaped.

    Attributes:
        counts: Pairs of a name and a number or words.
        spreads: The scores that any article has.
        columns: Headings of the first rows.
        rows: The first articles.
    """

    heading: str
    notice: str | None
    counts: tuple[tuple[str, str], ...]
    spreads: tuple[Spread, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def overview(results: Results) -> Overview:
    """Return the overview; it reads eleven columns of the table of articles.

    Raises:
        DataError: The results are damaged or incomplete.
    """
    table = results.table("articles", [*_SHOWN, *SCORES])
    spreads = (_spread(name, table[name].to_numpy(zero_copy_only=False)) for name in SCORES)
    first = table.slice(0, _FIRST).to_pylist()
    return Overview(
        heading=shorten(results.path.name, _TITLE),
        notice=None if results.notice is None else shorten(results.notice, 400),
        counts=tuple(_counts(results, table["genre"].to_pylist())),
        spreads=tuple(it for it in spreads if it.known),
        columns=(*_SHOWN, *map(score_name, _FIGURES)),
        rows=tuple(tuple(_cell(row[name]) for name in (*_SHOWN, *_FIGURES)) for row in first),
    )


def to_html(results: Results) -> str:
    """Return the overview as a display for a notebook."""
    return fill("notebook_results.html.j2", it=overview(results))


def to_text(results: Results) -> str:
    """Return the overview as lines of text."""
    shown = overview(results)
    lines = [shown.heading, ", ".join(f"{name} {value}" for name, value in shown.counts)]
    if shown.spreads:
        width = max(len(it.name) for it in shown.spreads)
        lines.append(f"{'':{width}}  {'known':>9}  {'lower':>7}  {'median':>7}  {'upper':>7}")
    for it in shown.spreads:
        figures = "  ".join(f"{value:>7}" for value in it.quartiles)
        lines.append(f"{it.name:{width}}  {it.known:>9,}  {figures}")
    return "\n".join([*lines, *([shown.notice] if shown.notice else [])])


def _counts(results: Results, genres: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    yield "articles", f"{len(genres):,}"
    if results.manifest is not None:
        counts = results.manifest.counts
        yield "duplicates", f"{counts.duplicates:,}"
        yield "errors", f"{counts.failed:,}"
    for genre, number in Counter(it for it in genres if it).most_common():
        yield genre, f"{number:,}"


def _spread(name: str, values: Any) -> Spread:
    import numpy as np

    low, high = _BOUNDS.get(name, (0.0, 1.0))
    known = values[~np.isnan(values.astype(float))].astype(float)
    told = tuple(_figure(it) for it in np.quantile(known, (0.25, 0.5, 0.75))) if len(known) else ()
    bars, _ = np.histogram(np.clip(known, low, high), bins=_BINS, range=(low, high))
    heights = tuple(float(it) / max(1, bars.max()) for it in bars)
    dashes = (DASH, DASH, DASH)
    quartiles = (told[0], told[1], told[2]) if told else dashes
    return Spread(score_name(name), len(known), quartiles, heights, f"{low:g}", f"{high:g}")


def _figure(value: float) -> str:
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _cell(value: Any) -> str:
    if value is None:
        return DASH
    return _figure(value) if isinstance(value, float) else shorten(str(value), _TITLE)
