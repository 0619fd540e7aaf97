"""A corpus through the analyzer: in a stream, in order, with memory that stays flat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from biascheck.errors import ExitCode, ModelError, error_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from biascheck.corpus.row import Row
    from biascheck.corpus.sinks import Sink
    from biascheck.types import Article, Report

# Articles that are encoded together: enough to fill the batches of the encoder,
# few enough that memory does not depend on the corpus.
_GROUP_ARTICLES: Final = 16
_GROUP_CHARACTERS: Final = 200_000


class Analyses(Protocol):
    """What a run needs of ``biascheck.analyzer.Analyzer``."""

    def analyze_many(
        self, articles: Iterable[Article], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        """Yield a report per article, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a corpus; ``read`` is always ``written`` plus ``failed``.

    Attributes:
        failures: How many failed, by code of the error.
        least_neutral: Source and neutrality of the least neutral article, if any.
    """

    written: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    least_neutral: tuple[str, float] | None = None

    @property
    def failed(self) -> int:
        """Articles that became a row with an error."""
        return sum(self.failures.values())

    @property
    def read(self) -> int:
        """All articles."""
        return self.written + self.failed

    @property
    def exit_code(self) -> ExitCode:
        """The command's exit code: all, some or none written."""
        if not self.written:
            return ExitCode.NOTHING_DONE
        return ExitCode.SOME_FAILED if self.failed else ExitCode.OK


def run(
    rows: Iterable[Row],
    analyzer: Analyses,
    sink: Sink,
    *,
    targets: Sequence[str] = (),
    on_progress: Callable[[Outcome], None] = lambda _: None,
) -> Outcome:
    """Analyse the rows and write each to the sink, in order; no article stops the others.

    Raises:
        ModelError: The model cannot be used; then no article can be analysed.
        OutputError: The sink cannot be written.
    """
    written = 0
    failures: Counter[str] = Counter()
    least: tuple[str, float] | None = None
    outcome = Outcome()
    for group in _groups(rows):
        for row, result in zip(group, _analyze(group, analyzer, targets), strict=True):
            if isinstance(result, Exception):
                failures[error_code(result)] += 1
                sink.fail(row, result)
                continue
            written += 1
            sink.write(row, result)
            least = _less_neutral(least, result)
        outcome = Outcome(written, dict(failures), least)
        on_progress(outcome)
    return outcome


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += len(row.article.text) if row.article else 0
        if len(group) >= _GROUP_ARTICLES or characters >= _GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _analyze(
    group: Sequence[Row], analyzer: Analyses, targets: Sequence[str]
) -> list[Report | Exception]:
    """Return a report or an error for each row: together, or one by one if that fails."""
    articles = [row.article for row in group if row.article]
    try:
        reports = iter(list(analyzer.analyze_many(articles, targets=targets)))
    except ModelError:
        raise
    except Exception:  # noqa: BLE001 - found out one by one below
        return [row.error or _one(row, analyzer, targets) for row in group]
    return [row.error or next(reports) for row in group]


def _one(row: Row, analyzer: Analyses, targets: Sequence[str]) -> Report | Exception:
    assert row.article is not None
    try:
        return next(iter(analyzer.analyze_many([row.article], targets=targets)))
    except Exception as error:  # noqa: BLE001 - one article's bug must not end a long run
        return error


def _less_neutral(least: tuple[str, float] | None, report: Report) -> tuple[str, float] | None:
    score = report.scores.get("neutrality")
    if score is None or score.value is None:
        return least
    if least is None or score.value < least[1]:
        return report.article.source, score.value
    return least
