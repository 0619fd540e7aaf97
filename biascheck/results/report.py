"""The HTML report on a corpus, from the results that ``biascheck batch`` wrote.

Full reports are read one at a time and become a page each; only the rows of the index are
held together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from biascheck.render.html.folder import ReportFolder
from biascheck.render.html.index.distributions import KINDS
from biascheck.render.html.index.entries import NUMBERS
from biascheck.render.html.index.overview import Index
from biascheck.results.reading import read_results

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

# What the index shows of an article; reasons and columns for its groups come to that.
_SHOWN = ("row", "id", "source", "line", "title", "outlet", "published", "genre", "frames")
_ROWS = 10_000  # that are Python objects at once


@dataclass(frozen=True, slots=True)
class Written:
    """What a report on a corpus holds.

    Attributes:
        index: The file to open.
        articles: Articles with scores.
        pages: Articles with a page of their own; 0 where the results hold no full reports.
    """

    index: Path
    articles: int
    pages: int


def write_report(
    results: str | Path, folder: str | Path, *, on_page: Callable[[], None] = lambda: None
) -> Written:
    """Write the HTML report on a corpus: an index, and a page per article.

    Args:
        results: What ``biascheck batch`` wrote.
        folder: Where the report goes; a new or empty folder, or that of an earlier report.
        on_page: Is called after each page.

    Raises:
        InputError: There are no results.
        ConfigError: The folder holds something else.
        DataError: The results are damaged.
        OutputError: The report cannot be written.

    Warns:
        UserWarning: The run into the folder has not finished; what is done is in the index.
    """
    found = read_results(results)
    place = ReportFolder(Path(folder))
    pages = {}
    for row, name, report in found.reports():
        pages[row] = place.add(report, row, name)
        on_page()
    index = Index(found.path.resolve().name)
    articles = found.table("articles")
    for values in _values(articles.select([it for it in articles.column_names if _wanted(it)])):
        index.add_analysed(values, pages.get(values["row"]))
    for values in _values(found.table("duplicates")):
        index.add_duplicate(values)
    for values in _values(found.table("errors")):
        index.add_failed(values)
    place.finish(index, found.manifest.model if found.manifest else None)
    return Written(place.index, articles.num_rows, len(pages))


def _wanted(column: str) -> bool:
    shown = {*_SHOWN, *NUMBERS.values(), *(f"{name}_reason" for name in NUMBERS.values())}
    return column in shown or column.casefold() in KINDS


def _values(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=_ROWS):
        yield from batch.to_pylist()
