"""An analyzer that remembers its last reports, for files over the same articles."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biascheck.evaluation.tasks.task import Model
    from biascheck.types import Article, Document, Provenance, Report

# Articles asked for at once, and remembered: enough for one file of whole articles.
_SIZE: Final = 64


class Remembering:
    """Passes on to an analyzer what it was not asked a moment ago.

    Reports do not depend on an article's neighbours, so remembering changes nothing.

    Args:
        model: The analyzer.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._reports: dict[str | Path | Article | Document, Report] = {}

    @property
    def provenance(self) -> Provenance:
        """Which model it is."""
        return self._model.provenance

    def analyze(
        self, article: str | Path | Article | Document, *, targets: Sequence[str] = ()
    ) -> Report:
        """Analyse one article."""
        return self._model.analyze(article, targets=targets)

    def stance_probabilities(
        self, documents: Iterable[Document]
    ) -> Iterator[list[dict[str, float]]]:
        """Yield the stance towards each of a document's targets, in order."""
        return self._model.stance_probabilities(documents)

    def analyze_many(
        self, articles: Iterable[str | Path | Article | Document], *, targets: Sequence[str] = ()
    ) -> Iterator[Report]:
        """Analyse articles lazily, in order, a group at a time."""
        waiting = iter(articles)
        while group := list(islice(waiting, _SIZE)):
            known = {key: self._reports[key] for key in group if key in self._reports}
            unknown = list(dict.fromkeys(key for key in group if key not in known))
            found = self._model.analyze_many(unknown, targets=targets) if unknown else iter(())
            known.update(zip(unknown, found, strict=True))
            self._reports = known
            yield from (known[key] for key in group)
