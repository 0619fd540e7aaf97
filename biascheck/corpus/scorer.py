"""What turns articles into rows, in whatever process it finds itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from biascheck.corpus.scored import Counts, Scored
from biascheck.dimensions.registry import DIMENSIONS
from biascheck.errors import ConfigError, CrashError, ModelError, error_code
from biascheck.portions import portions
from biascheck.results.lines import duplicate_line, error_line, report_line
from biascheck.results.schema import TABLES
from biascheck.results.tables import duplicate_row, error_row, report_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from biascheck.corpus.block import Block
    from biascheck.corpus.cache import Cache
    from biascheck.corpus.dedupe import Duplicate
    from biascheck.corpus.item import Item
    from biascheck.corpus.row import Row
    from biascheck.results.carried import Carried
    from biascheck.types import Article, Provenance, Report

# Articles that are handed to the analyzer together, which batches them further. All are
# read before, so their number bounds the memory.
_GROUP_ARTICLES: Final = 32
_GROUP_CHARACTERS: Final = 200_000

# The analyzer of this process, under the settings that it was loaded with.
_LOADED: dict[tuple[Any, ...], Any] = {}


class Analyses(Protocol):
    """What a scorer needs of ``biascheck.analyzer.Analyzer``."""

    provenance: Provenance

    def analyze_many(
        self, articles: Iterable[Article], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        """Yield a report per article, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """Analyses articles; small, picklable, and loads the model once per process when needed.

    The engine calls it with a ``Block``. Elsewhere ``score_batch`` takes the batches of
    other frameworks and gives back a table of articles, a row per row, in order:

    - Ray Data: ``ds.map_batches(scorer.score_batch, batch_format="pyarrow")``
    - Spark: ``df.mapInPandas(lambda parts: map(scorer.score_batch, parts), schema)``
    - Dask: ``df.map_partitions(scorer.score_batch)``

    Attributes:
        model: Name or folder of a model, or a checkpoint of Hugging Face; None: the shipped one.
        labels: Declaration of a checkpoint's labels.
        device: Where the model runs: ``cpu``, ``cuda``, ``mps``.
        precision: Of its matrix products: ``float32``, or ``int8``, which is faster.
        dimensions: Which dimensions to report; None: all built-in ones.
        targets: Whom to judge the stance towards; empty: those found in each article.
        force: Let articles in other languages through, with a notice.
        offline: Take a checkpoint of the hub from the local cache only.
        threads: Threads on the CPU; None: all cores. Several processes want 1 each.
        text: Keep the text of sentences and quotes in the rows.
        tables: Which tables to make rows for.
        lines: Make a JSON line per item.
        carried: Which columns of the items go into the table of articles; None: none.
        cache: Where reports of earlier runs are taken from and kept; None: nowhere.
    """

    model: str | None = None
    labels: Path | None = None
    device: str = "cpu"
    precision: str = "float32"
    dimensions: tuple[str, ...] | None = None
    targets: tuple[str, ...] = ()
    force: bool = False
    offline: bool = False
    threads: int | None = None
    text: bool = True
    tables: tuple[str, ...] = TABLES
    lines: bool = False
    carried: Carried | None = None
    cache: Cache | None = None

    def __call__(self, block: Block) -> Scored:
        """Read and analyse the items of a block; no article stops the others.

        Raises:
            ModelError: The model cannot be used; then no article can be analysed.
            ConfigError: The device or a dimension is not there.
            OutputError: The cache cannot be used.
            DataError: The cache is damaged.
        """
        return Scored.join(list(self._outcomes(block)))

    def provenance(self) -> Provenance:
        """Return which model the results come from.

        Raises:
            ModelError: The model cannot be used.
            ConfigError: The device or a dimension is not there, or does not go with the cache.
        """
        model = self._analyzer().provenance
        added = [name for name in model.dimensions if name not in DIMENSIONS]
        if self.cache is not None and added:
            raise ConfigError(
                f"the cache cannot know what the dimension {added[0]!r} of another package reads.",
                hint="Leave out the cache, or the dimension.",
            )
        return model

    def score_batch(self, batch: Any) -> Any:
        """Analyse a batch of another framework.

        Args:
            batch: A dict of columns, a pandas data frame, or a table or record batch of
                pyarrow, with a column ``text``, and if it has them ``id`` and ``title``.

        Returns:
            A table of the kind that was given, as ``batch_schema`` describes it. A row
            without a result says why in ``error_code`` and ``error_message``.

        Raises:
            ConfigError: There is no column ``text``.
            ModelError: The model cannot be used.
        """
        from biascheck.corpus.batch import score_batch

        return score_batch(self, batch)

    def _outcomes(self, block: Block) -> Iterator[Scored]:
        groups = portions(
            block.numbered(), _GROUP_ARTICLES, lambda it: it[1].size, _GROUP_CHARACTERS
        )
        for group in groups:
            yield from self._group(group, block)

    def _group(self, group: Sequence[tuple[int, Item]], block: Block) -> Iterator[Scored]:
        settled = {*block.duplicates, *block.crashed}
        wanted = [(number, item) for number, item in group if number not in settled]
        rows = {number: item.read(force=self.force) for number, item in wanted}
        done = dict(zip(rows, self._outcomes_of(list(rows.values())), strict=True))
        for number, item in group:
            if number in block.duplicates:
                yield self._duplicate(number, item, block.duplicates[number])
            elif number in block.crashed:
                yield self._failure(number, item, _crash(item))
            elif isinstance(result := done[number][0], Exception):
                yield self._failure(number, item, result)
            else:
                yield self._result(number, rows[number], result, cached=done[number][1])

    def _outcomes_of(self, rows: Sequence[Row]) -> list[tuple[Report | Exception, bool]]:
        """Return a report or an error for each row, and whether it is from the cache."""
        if self.cache is None:
            return [(outcome, False) for outcome in self._analyze(rows)]
        keys = self._keys(self.cache, rows)
        known = self.cache.recall(list(keys.values()))
        new = [number for number in range(len(rows)) if keys.get(number) not in known]
        fresh = dict(zip(new, self._analyze([rows[number] for number in new]), strict=True))
        reports = {n: found for n, found in fresh.items() if not isinstance(found, Exception)}
        if reports:
            self.cache.keep({keys[number]: report for number, report in reports.items()})
        return [
            (fresh[number], False)
            if number in fresh
            else (_about(row.article, known[keys[number]]), True)
            for number, row in enumerate(rows)
        ]

    def _keys(self, cache: Cache, rows: Sequence[Row]) -> dict[int, bytes]:
        """Return the cache's keys of the rows that have an article, by their numbers."""
        articles = {n: row.article for n, row in enumerate(rows) if row.article is not None}
        if not articles:
            return {}
        options = {"targets": self.targets, "device": self.device}
        keys = cache.keys(articles.values(), self.provenance(), options)
        return dict(zip(articles, keys, strict=True))

    def _analyze(self, rows: Sequence[Row]) -> list[Report | Exception]:
        """Return a report or an error for each row: together, or one by one if that fails."""
        articles = [row.article for row in rows if row.article]
        if not articles:
            return [row.error for row in rows if row.error]
        analyzer = self._analyzer()
        try:
            reports = iter(list(analyzer.analyze_many(articles, targets=self.targets)))
        except ModelError:
            raise
        except Exception:  # noqa: BLE001 - found out one by one below
            return [row.error or self._one(row) for row in rows]
        return [row.error or next(reports) for row in rows]

    def _one(self, row: Row) -> Report | Exception:
        assert row.article is not None
        try:
            return next(iter(self._analyzer().analyze_many([row.article], targets=self.targets)))
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - one article's bug must not end a long run
            return error

    def _result(self, number: int, row: Row, report: Report, *, cached: bool) -> Scored:
        score = report.scores.get("neutrality")
        value = None if score is None else score.value
        least = None if value is None else (row.where, value)
        tables: Mapping[str, list[dict[str, Any]]] = {}
        if self.tables:
            tables = report_rows(number, row, report, self.carried, text=self.text)
        lines = (report_line(row, report),) if self.lines else ()
        return Scored(
            self._wanted(tables), lines, Counts(results=1, least=least, cached=int(cached))
        )

    def _failure(self, number: int, item: Item, error: Exception) -> Scored:
        tables = self._wanted({"errors": [error_row(number, item, error)]})
        lines = (error_line(item, error),) if self.lines else ()
        return Scored(tables, lines, Counts(errors={error_code(error): 1}))

    def _duplicate(self, number: int, item: Item, known: Duplicate) -> Scored:
        told = (known.of_row, known.of_id, known.similarity, known.kind)
        row = duplicate_row(number, item.id, item.source, item.line, *told)
        lines = (duplicate_line(item, *told),) if self.lines else ()
        return Scored(self._wanted({"duplicates": [row]}), lines, Counts(duplicates=1))

    def _wanted(
        self, tables: Mapping[str, list[dict[str, Any]]]
    ) -> Mapping[str, list[dict[str, Any]]]:
        return {name: rows for name, rows in tables.items() if name in self.tables}

    def _analyzer(self) -> Analyses:
        how = (self.device, self.precision, self.threads)
        key = (self.model, self.labels, self.dimensions, self.offline, *how)
        if key not in _LOADED:
            from biascheck.analyzer import Analyzer

            _LOADED.clear()
            _LOADED[key] = Analyzer.from_pretrained(
                self.model,
                labels=self.labels,
                device=self.device,
                precision=self.precision,
                dimensions=self.dimensions,
                threads=self.threads,
                offline=self.offline,
            )
        found: Analyses = _LOADED[key]
        return found


def _about(article: Article | None, report: Report) -> Report:
    """Return a report from the cache as one about this article, whose name may be another."""
    assert article is not None
    return replace(report, article=article)


def _crash(item: Item) -> CrashError:
    cause = "the process that analysed it died, most likely for want of memory."
    return CrashError(
        cause, source=item.where, hint="Try: biascheck analyze, on this article alone."
    )
